import { describe, expect, it } from 'vitest';
import { isSame, workOutCvd, workOutObi } from '../../../src/client/proof/worked-sums.ts';

const sizes = (...values: readonly number[]) => values.map((size) => ({ size }));

describe('an OBI worked out', () => {
  it('adds the levels that count', () => {
    // (3 + 2 - 1 - 4) / (3 + 2 + 1 + 4) = 0; with depth 1 (3 - 1) / (3 + 1) = 0.5.
    expect(workOutObi(sizes(3, 2), sizes(1, 4), null)).toEqual({
      bids: { levels: 2, volume: 5 },
      asks: { levels: 2, volume: 5 },
      obi: 0,
    });
    expect(workOutObi(sizes(3, 2), sizes(1, 4), 1).obi).toBe(0.5);
  });

  it('counts what there is where the book is less deep, one-sided or empty', () => {
    expect(workOutObi(sizes(3), [], 5)).toMatchObject({ bids: { levels: 1 }, asks: { levels: 0 }, obi: 1 });
    expect(workOutObi([], [], null).obi).toBe(0);
  });
});

describe('a step of the CVD worked out', () => {
  it('adds buys and takes sells', () => {
    const trades = [
      { side: 'buy', size: 2 },
      { side: 'sell', size: 0.5 },
      { side: 'buy', size: 1 },
    ] as const;
    // 10 + 2 - 0.5 + 1 = 12.5
    expect(workOutCvd(10, trades)).toEqual({
      before: 10,
      buys: { levels: 2, volume: 3 },
      sells: { levels: 1, volume: 0.5 },
      delta: 2.5,
      after: 12.5,
    });
  });

  it('loses nothing to rounding', () => {
    const trades = Array.from({ length: 10 }, () => ({ side: 'buy', size: 0.1 }) as const);
    expect(workOutCvd(0, trades).after).toBe(1);
  });

  it('leaves the CVD where no trade was counted', () => {
    expect(workOutCvd(-3.25, [])).toMatchObject({ delta: 0, after: -3.25 });
  });
});

describe('two values', () => {
  it('are the same but for the last digits', () => {
    expect(isSame(0.1 + 0.2, 0.3)).toBe(true);
    expect(isSame(1e6, 1e6 + 0.01)).toBe(false);
  });
});
