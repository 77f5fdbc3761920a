import type { BacktestStrategy } from '@orderflow/core';

/** A taker that buys or sells a size at random, and closes it at the next book of its instrument. */
export function makeRandomTaker(random: () => number, sizes: Readonly<Record<string, number>>): BacktestStrategy {
  return {
    name: 'random taker',
    onBook(context) {
      const { instrument, position } = context.market;
      const size = sizes[instrument]!;
      if (position > 0) context.sell({ size });
      else if (position < 0 || random() < 0.5) context.buy({ size });
      else context.sell({ size });
    },
  };
}
