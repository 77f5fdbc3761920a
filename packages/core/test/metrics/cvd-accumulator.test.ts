import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CvdAccumulator } from '../../src/index.ts';
import { type PlainTrade, tradeColumnsOf } from '../support/trade-columns.ts';
import { expected, snapshots, trades } from './golden.ts';

const DAY = 86_400_000;

const tape = fc
  .array(
    fc.record({
      size: fc.integer({ min: 1, max: 1e6 }),
      side: fc.constantFrom(1 as const, -1 as const),
      timestamp: fc.integer({ min: 0, max: 4 * DAY }),
    }),
    { maxLength: 60 },
  )
  .map((rows) => rows.sort((a, b) => a.timestamp - b.timestamp));

function slowCvd(
  rows: readonly Required<Pick<PlainTrade, 'size' | 'side' | 'timestamp'>>[],
  index: number,
  isDaily: boolean,
): number {
  const day = Math.floor(rows[index]!.timestamp / DAY);
  return rows
    .slice(0, index + 1)
    .filter(({ timestamp }) => !isDaily || Math.floor(timestamp / DAY) === day)
    .reduce((sum, { side, size }) => sum + side * size, 0);
}

describe('CvdAccumulator', () => {
  it('agrees with the golden values at every snapshot', () => {
    const cvd = new CvdAccumulator();
    const totals = snapshots.map((snapshot) => {
      for (const { size, side, timestamp } of snapshot.trades) cvd.add(side === 'buy' ? size : -size, timestamp);
      return cvd.total;
    });
    expect(totals).toEqual(expected.cvdAtSnapshot);
    expect(trades).toHaveLength(6);
  });

  it('keeps what rounding takes from it', () => {
    const cvd = new CvdAccumulator();
    for (const signedSize of [1, 1e100, 1, -1e100]) cvd.add(signedSize, 0);
    expect(cvd.total).toBe(2);
  });

  it('starts anew before the first trade at midnight, where it is told to', () => {
    const rows: PlainTrade[] = [
      { size: 5, side: 1, timestamp: DAY - 1 },
      { size: 2, side: -1, timestamp: DAY },
      { size: 1, side: -1, timestamp: DAY + 1 },
    ];
    // Without a reset 5, 3, 2; with it the second trade is the first of its day: 5, -2, -3.
    expect([...new CvdAccumulator(0).addTrades(tradeColumnsOf(rows))]).toEqual([5, 3, 2]);
    expect([...new CvdAccumulator(0, 'day').addTrades(tradeColumnsOf(rows))]).toEqual([5, -2, -3]);
  });

  it('agrees with a slow version, with and without a daily reset', () => {
    fc.assert(
      fc.property(tape, fc.constantFrom('none' as const, 'day' as const), (rows, reset) => {
        const totals = [...new CvdAccumulator(0, reset).addTrades(tradeColumnsOf(rows))];
        expect(totals).toEqual(rows.map((_, index) => slowCvd(rows, index, reset === 'day')));
      }),
    );
  });

  it('goes on from a stored sum, and gives the same in two batches as in one', () => {
    fc.assert(
      fc.property(tape, fc.nat({ max: 60 }), (rows, cut) => {
        const whole = new CvdAccumulator(7);
        const first = new CvdAccumulator(7);
        const totals = [...whole.addTrades(tradeColumnsOf(rows))];
        const head = [...first.addTrades(tradeColumnsOf(rows.slice(0, cut)))];
        const second = new CvdAccumulator(first.toSum());
        expect([...head, ...second.addTrades(tradeColumnsOf(rows.slice(cut)))]).toEqual(totals);
        expect(second.toSum()).toEqual(whole.toSum());
      }),
    );
  });
});
