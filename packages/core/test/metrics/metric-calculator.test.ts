import { describe, expect, it } from 'vitest';
import { type BookSnapshot, type CumulativeVolumeDelta, MetricCalculator } from '../../src/index.ts';
import { expected, snapshotOf, snapshots, trades } from './golden.ts';

const calculator = new MetricCalculator();
const EMPTY = snapshotOf([], []);
const BIDS_ONLY = snapshotOf([[100, 2]], []);
const ASKS_ONLY = snapshotOf([], [[101, 2]]);
const LOCKED = snapshotOf([[100, 1]], [[100, 3]]);
const CROSSED = snapshotOf([[101, 1]], [[100, 3]]);
const HUGE = snapshotOf([[100, Number.MAX_VALUE]], [[101, Number.MAX_VALUE]]);

function expectEach(metric: (snapshot: BookSnapshot) => number | null, values: readonly (number | null)[]): void {
  for (const [index, snapshot] of snapshots.entries()) {
    const value = values[index]!;
    if (value === null) expect(metric(snapshot)).toBeNull();
    else expect(metric(snapshot)).toBeCloseTo(value, 12);
  }
}

describe('the price metrics of MetricCalculator', () => {
  it('agree with the golden values', () => {
    expectEach((snapshot) => calculator.mid(snapshot), expected.mid);
    expectEach((snapshot) => calculator.spreadBps(snapshot), expected.spreadBps);
    expectEach((snapshot) => calculator.weightedMid(snapshot), expected.wmid);
  });

  it('give a spread of 9.995 bps for 10000 / 10010', () => {
    const snapshot = snapshotOf([[10_000, 1]], [[10_010, 1]]);
    // spread 10, mid 10,005: 10 / 10,005 x 10,000 = 9.9950...
    expect(calculator.spread(snapshot)).toBe(10);
    expect(calculator.mid(snapshot)).toBe(10_005);
    expect(calculator.spreadBps(snapshot)).toBeCloseTo(9.995, 3);
  });

  it('pull the weighted mid to the thinner side', () => {
    // (32.17 x 1 + 32.18 x 9) / (9 + 1) = (32.17 + 289.62) / 10 = 32.179
    expect(calculator.weightedMid(snapshotOf([[32.17, 9]], [[32.18, 1]]))).toBeCloseTo(32.179, 12);
  });

  it('read the best prices, also of a crossed book', () => {
    expect([calculator.bestBid(CROSSED), calculator.bestAsk(CROSSED)]).toEqual([101, 100]);
    expect([calculator.bestBid(BIDS_ONLY), calculator.bestAsk(BIDS_ONLY)]).toEqual([100, null]);
    expect([calculator.bestBid(EMPTY), calculator.bestAsk(EMPTY)]).toEqual([null, null]);
  });

  it.each([
    ['empty', EMPTY],
    ['without asks', BIDS_ONLY],
    ['without bids', ASKS_ONLY],
    ['locked', LOCKED],
    ['crossed', CROSSED],
  ])('are null for a book that is %s', (_, snapshot) => {
    expect(calculator.mid(snapshot)).toBeNull();
    expect(calculator.spread(snapshot)).toBeNull();
    expect(calculator.spreadBps(snapshot)).toBeNull();
    expect(calculator.weightedMid(snapshot)).toBeNull();
    expect(calculator.calculateObiByDistance(snapshot, 100)).toBeNull();
  });
});

describe('MetricCalculator.calculateObi', () => {
  it('agrees with the golden values at every depth and weighting', () => {
    expectEach((snapshot) => calculator.calculateObi(snapshot), expected.obiFull);
    expectEach((snapshot) => calculator.calculateObi(snapshot, { depth: 1 }), expected.obiL1);
    expectEach((snapshot) => calculator.calculateObi(snapshot, { depth: 2 }), expected.obiTop2);
    expectEach((snapshot) => calculator.calculateObi(snapshot, { levelDecay: 0.5 }), expected.obiExp05);
    expectEach((snapshot) => calculator.calculateObiByDistance(snapshot, 100), expected.obiBps100);
  });

  it('is 0.5 for 3 against 1', () => {
    // (3 - 1) / (3 + 1)
    expect(calculator.calculateObi(snapshotOf([[100, 3]], [[101, 1]]))).toBe(0.5);
  });

  it('is 0.2 for 2 + 1 against 1 + 1', () => {
    // (3 - 2) / (3 + 2)
    expect(
      calculator.calculateObi(
        snapshotOf(
          [
            [100, 2],
            [99, 1],
          ],
          [
            [101, 1],
            [102, 1],
          ],
        ),
      ),
    ).toBe(0.2);
  });

  it('is 0 for an empty book and 1 or -1 for a one-sided one, in every form but by distance', () => {
    for (const options of [{}, { depth: 1 }, { depth: 7 }, { levelDecay: 0.5 }]) {
      expect(calculator.calculateObi(EMPTY, options)).toBe(0);
      expect(calculator.calculateObi(BIDS_ONLY, options)).toBe(1);
      expect(calculator.calculateObi(ASKS_ONLY, options)).toBe(-1);
      expect(calculator.calculateObi(CROSSED, options)).toBe(-0.5);
    }
  });

  it('refuses sizes whose sum is no number, and names the row', () => {
    const error = expect.objectContaining({ code: 'bad-row', message: expect.stringContaining('book row 1 (A)') });
    expect(() => calculator.calculateObi(HUGE)).toThrowError(error);
    expect(() => calculator.calculateObiByDistance(HUGE, 100)).toThrowError(error);
    expect(calculator.weightedMid(HUGE)).toBeNull();
  });

  it('refuses a depth, a decay and a scale that mean nothing', () => {
    const error = expect.objectContaining({ code: 'bad-argument' });
    for (const depth of [0, -1, 1.5, Number.NaN]) {
      expect(() => calculator.calculateObi(EMPTY, { depth })).toThrowError(error);
    }
    expect(() => calculator.calculateObi(EMPTY, { levelDecay: -1 })).toThrowError(error);
    expect(() => calculator.calculateObiByDistance(EMPTY, 0)).toThrowError(error);
  });
});

describe('MetricCalculator.calculateCvd', () => {
  it('agrees with the golden values from snapshot to snapshot', () => {
    let cvd: CumulativeVolumeDelta | number = 0;
    const totals: number[] = [];
    for (const snapshot of snapshots) {
      cvd = calculator.calculateCvd(cvd, snapshot.trades);
      totals.push(cvd.total);
    }
    expect(totals).toEqual(expected.cvdAtSnapshot);
  });

  it('keeps what rounding takes from it over any number of calls', () => {
    const [one, huge] = [trades[0]!, trades[0]!].map((trade, index) => ({ ...trade, size: index === 0 ? 1 : 1e100 }));
    let cvd = calculator.calculateCvd(0, []);
    // 1 + 1e100 + 1 - 1e100
    for (const trade of [one!, huge!, one!, { ...huge!, side: 'sell' as const }])
      cvd = calculator.calculateCvd(cvd, [trade]);
    expect(cvd.total).toBe(2);
  });

  it('starts fresh at a plain number and stays there without trades', () => {
    expect(calculator.calculateCvd(5, [])).toEqual({ sum: 5, compensation: 0, total: 5 });
    expect(calculator.calculateCvd(5, trades.slice(0, 2)).total).toBe(4);
  });
});

describe('the trade metrics of MetricCalculator', () => {
  it('agree with the golden values', () => {
    expect(calculator.volumeDelta(trades)).toBe(expected.buyVol - expected.sellVol);
    expect(calculator.tradeImbalance(trades)).toBeCloseTo(expected.tradeImb, 12);
  });

  it('are null without trades', () => {
    expect(calculator.volumeDelta([])).toBeNull();
    expect(calculator.tradeImbalance([])).toBeNull();
  });

  it('are the whole volume and 1 or -1 where all trades are of one side', () => {
    const buys = trades.filter(({ side }) => side === 'buy');
    // 1 + 2 + 0.5
    expect(calculator.volumeDelta(buys)).toBe(3.5);
    expect(calculator.tradeImbalance(buys)).toBe(1);
  });
});
