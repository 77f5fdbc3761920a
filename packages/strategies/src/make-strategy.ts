import { type Configuration, OrderflowError, printable, type Strategy } from '@orderflow/core';
import { DefaultStrategy } from './default-strategy.ts';
import { ImbalanceHitRate } from './imbalance-hit-rate.ts';

const MAKERS: Readonly<Record<string, (configuration: Configuration) => Strategy>> = {
  default: (configuration) => new DefaultStrategy(configuration),
  'imbalance-hit-rate': ({ depth }) => new ImbalanceHitRate(depth === null ? {} : { depth }),
};

/** The names that `makeStrategy` knows. */
export const STRATEGY_NAMES: readonly string[] = Object.keys(MAKERS);

/**
 * A shipped strategy in fresh state.
 * @throws OrderflowError `bad-strategy` for a name that is not one of `STRATEGY_NAMES`.
 */
export function makeStrategy(name: string, configuration: Configuration): Strategy {
  const make = Object.hasOwn(MAKERS, name) ? MAKERS[name] : undefined;
  if (make === undefined) {
    throw new OrderflowError(
      'bad-strategy',
      `unknown strategy '${printable(name)}': choose one of ${STRATEGY_NAMES.join(', ')}, or name a file such as ./my-strategy.ts`,
    );
  }
  return make(configuration);
}
