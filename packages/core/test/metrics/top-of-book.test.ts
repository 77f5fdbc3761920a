import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCrossed, isLocked, midOf, spreadBpsOf, spreadOf, weightedMidOf } from '../../src/index.ts';

const price = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
const size = fc.double({ min: 1e-6, max: 1e9, noNaN: true });

describe('the metrics of the touch', () => {
  it('are NaN where a price is missing', () => {
    for (const metric of [midOf, spreadOf, spreadBpsOf]) {
      expect(metric(Number.NaN, 101)).toBeNaN();
      expect(metric(100, Number.NaN)).toBeNaN();
    }
    expect(weightedMidOf(100, 1, Number.NaN, Number.NaN)).toBeNaN();
  });

  it('are NaN for a crossed or locked book, and for prices that overflow', () => {
    for (const metric of [midOf, spreadOf, spreadBpsOf]) {
      expect(metric(101, 100)).toBeNaN();
      expect(metric(100, 100)).toBeNaN();
      expect(metric(1e308, Number.MAX_VALUE)).toBeNaN();
    }
  });

  it('tell crossed from locked, and neither where a price is missing', () => {
    expect([isCrossed(101, 100), isCrossed(100, 100), isCrossed(Number.NaN, 100)]).toEqual([true, false, false]);
    expect([isLocked(101, 100), isLocked(100, 100), isLocked(Number.NaN, Number.NaN)]).toEqual([false, true, false]);
  });

  it('keep mid and weighted mid between the best prices, and the spread above 0', () => {
    fc.assert(
      fc.property(price, price, size, size, (a, b, bidSize, askSize) => {
        fc.pre(a !== b);
        const [bid, ask] = [Math.min(a, b), Math.max(a, b)];
        for (const middle of [midOf(bid, ask), weightedMidOf(bid, bidSize, ask, askSize)]) {
          expect(middle).toBeGreaterThanOrEqual(bid);
          expect(middle).toBeLessThanOrEqual(ask);
        }
        expect(spreadOf(bid, ask)).toBeGreaterThan(0);
        expect(spreadBpsOf(bid, ask)).toBeCloseTo(((ask - bid) / midOf(bid, ask)) * 1e4, 6);
      }),
    );
  });

  it('give the weighted mid of the textbook, (b qA + a qB) / (qA + qB)', () => {
    fc.assert(
      fc.property(size, size, (bidSize, askSize) => {
        const textbook = (100 * askSize + 101 * bidSize) / (bidSize + askSize);
        expect(weightedMidOf(100, bidSize, 101, askSize)).toBeCloseTo(textbook, 9);
      }),
    );
  });
});
