import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CvdAccumulator, type TradeColumns } from '../../src/index.ts';
import { expected, snapshots, trades } from './golden.ts';

const DAY = 86_400_000;

interface PlainTrade {
  readonly size: number;
  readonly sign: number;
  readonly timestamp: number;
}

const tape = fc
  .array(
    fc.record({
      size: fc.integer({ min: 1, max: 1e6 }),
      sign: fc.constantFrom(1, -1),
      timestamp: fc.integer({ min: 0, max: 4 * DAY }),
    }),
    { maxLength: 60 },
  )
  .map((rows) => rows.sort((a, b) => a.timestamp - b.timestamp));

function columnsOf(rows: readonly PlainTrade[]): TradeColumns {
  return {
    count: rows.length,
    ids: Float64Array.from(rows, (_, index) => index + 1),
    instruments: new Uint32Array(rows.length),
    instrumentNames: ['A'],
    timestamps: Float64Array.from(rows, ({ timestamp }) => timestamp),
    nanoseconds: new Uint32Array(rows.length),
    prices: new Float64Array(rows.length).fill(1),
    sizes: Float64Array.from(rows, ({ size }) => size),
    sides: Int8Array.from(rows, ({ sign }) => sign),
    tradeIds: rows.map(() => null),
  };
}

function slowCvd(rows: readonly PlainTrade[], index: number, isDaily: boolean): number {
  const day = Math.floor(rows[index]!.timestamp / DAY);
  return rows
    .slice(0, index + 1)
    .filter(({ timestamp }) => !isDaily || Math.floor(timestamp / DAY) === day)
    .reduce((sum, { sign, size }) => sum + sign * size, 0);
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
    const rows = [
      { size: 5, sign: 1, timestamp: DAY - 1 },
      { size: 2, sign: -1, timestamp: DAY },
      { size: 1, sign: -1, timestamp: DAY + 1 },
    ];
    // Without a reset 5, 3, 2; with it the second trade is the first of its day: 5, -2, -3.
    expect([...new CvdAccumulator(0).addTrades(columnsOf(rows))]).toEqual([5, 3, 2]);
    expect([...new CvdAccumulator(0, 'day').addTrades(columnsOf(rows))]).toEqual([5, -2, -3]);
  });

  it('agrees with a slow version, with and without a daily reset', () => {
    fc.assert(
      fc.property(tape, fc.constantFrom('none' as const, 'day' as const), (rows, reset) => {
        const totals = [...new CvdAccumulator(0, reset).addTrades(columnsOf(rows))];
        expect(totals).toEqual(rows.map((_, index) => slowCvd(rows, index, reset === 'day')));
      }),
    );
  });

  it('goes on from a stored sum, and gives the same in two batches as in one', () => {
    fc.assert(
      fc.property(tape, fc.nat({ max: 60 }), (rows, cut) => {
        const whole = new CvdAccumulator(7);
        const first = new CvdAccumulator(7);
        const totals = [...whole.addTrades(columnsOf(rows))];
        const head = [...first.addTrades(columnsOf(rows.slice(0, cut)))];
        const second = new CvdAccumulator(first.toSum());
        expect([...head, ...second.addTrades(columnsOf(rows.slice(cut)))]).toEqual(totals);
        expect(second.toSum()).toEqual(whole.toSum());
      }),
    );
  });
});
