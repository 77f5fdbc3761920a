import { DEFAULT_CONFIGURATION } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { makeStrategy, STRATEGY_NAMES } from '../src/make-strategy.ts';
import { bookOfSnapshots, snapshotOf } from './support/books.ts';

describe('makeStrategy', () => {
  it.each(STRATEGY_NAMES)('makes %s, which goes by that name', (name) => {
    expect(makeStrategy(name, DEFAULT_CONFIGURATION).name).toBe(name);
  });

  it('makes fresh state each time', () => {
    expect(makeStrategy('default', DEFAULT_CONFIGURATION)).not.toBe(makeStrategy('default', DEFAULT_CONFIGURATION));
  });

  it.each(['momentum', '', 'toString', 'Default'])("lists the names it knows where it does not know '%s'", (name) => {
    expect(() => makeStrategy(name, DEFAULT_CONFIGURATION)).toThrow(
      expect.objectContaining({
        code: 'bad-strategy',
        message: `unknown strategy '${name}': choose one of default, imbalance-hit-rate, or name a file such as ./my-strategy.ts`,
      }),
    );
  });

  it('hands the depth to the strategy that counts levels', () => {
    // The best level has more bids, both levels together as many bids as asks.
    const snapshots = [0, 5, 11].map((seconds) =>
      snapshotOf(
        seconds * 1000,
        [
          [99, 3],
          [98, 1],
        ],
        [
          [101, 1],
          [102, 3],
        ],
      ),
    );
    const predictionsAt = (depth: number | null) => {
      const strategy = makeStrategy('imbalance-hit-rate', { ...DEFAULT_CONFIGURATION, depth });
      strategy.onBooktick(bookOfSnapshots(snapshots));
      return strategy.finish();
    };
    expect(predictionsAt(1)).toMatchObject({ summaries: [{ figures: { predictions: 1 } }] });
    expect(predictionsAt(null)).toMatchObject({ summaries: [{ figures: { predictions: 0 } }] });
  });
});
