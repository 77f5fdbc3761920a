import { type Market, playBooks } from '@orderflow/backtest';
import { type BacktestStrategy, DEFAULT_CONFIGURATION, OrderflowError, type Strategy } from '@orderflow/core';
import { ALERT_TRADER_DEFAULTS, makeAlertTrader, makeStrategy } from '@orderflow/strategies';
import type { TradingStrategy } from './trading-strategy.ts';

/** The shipped strategy whose alerts can be traded. */
export const ALERT_STRATEGY = 'default';

/** Rises whenever the same market and parameters give other decisions. */
const VERSION = 1;

/** What it goes by: how alerts are traded, and the thresholds that raise them, those that are off left out. */
const DEFAULTS: Readonly<Record<string, number>> = {
  ...ALERT_TRADER_DEFAULTS,
  ...Object.fromEntries(Object.entries(DEFAULT_CONFIGURATION.alerts).filter(([, value]) => value !== null)),
};
const NAMES: readonly string[] = [...Object.keys(ALERT_TRADER_DEFAULTS), ...Object.keys(DEFAULT_CONFIGURATION.alerts)];

/**
 * Trades the alerts of the default strategy.
 * @throws OrderflowError `bad-argument` for a parameter that it has not, or a threshold that is not above 0.
 */
export function alertStrategy(parameters: Readonly<Record<string, number>>): TradingStrategy {
  for (const [name, value] of Object.entries(parameters)) checkParameter(name, value);
  makeAlertTrader(ALERT_STRATEGY, [], ownParameters(parameters));
  const thresholds = Object.entries(parameters).filter(([name]) => !(name in ALERT_TRADER_DEFAULTS));
  const alerts = { ...DEFAULT_CONFIGURATION.alerts, ...Object.fromEntries(thresholds) };
  return {
    code: `${ALERT_STRATEGY} alerts ${VERSION}`,
    parameters: { ...DEFAULTS, ...parameters },
    reads: null,
    make: rememberByMarket((market) =>
      tradeAlerts(makeStrategy(ALERT_STRATEGY, { ...DEFAULT_CONFIGURATION, alerts }), parameters, market),
    ),
  };
}

/** Has a strategy look at all books of a market, and makes one that trades the alerts that it raised, as often as asked. */
export async function tradeAlerts(
  strategy: Strategy,
  parameters: Readonly<Record<string, number | string>>,
  market: Market,
): Promise<() => BacktestStrategy> {
  const { alerts } = await playBooks(market, strategy);
  return () => makeAlertTrader(`${strategy.name}-alerts`, alerts, ownParameters(parameters));
}

/** Makes strategies for a market that share what it takes a look at all of the market to know. */
function rememberByMarket(
  prepare: (market: Market) => Promise<() => BacktestStrategy>,
): (market: Market) => Promise<BacktestStrategy> {
  const known = new WeakMap<Market, Promise<() => BacktestStrategy>>();
  return async (market) => {
    const prepared = known.get(market) ?? prepare(market);
    known.set(market, prepared);
    return (await prepared)();
  };
}

function ownParameters(parameters: Readonly<Record<string, number | string>>) {
  const own = Object.keys(ALERT_TRADER_DEFAULTS).map((name) => [name, parameters[name]] as const);
  return Object.fromEntries(own.filter(([, value]) => typeof value === 'number'));
}

function checkParameter(name: string, value: number): void {
  if (!NAMES.includes(name)) {
    throw new OrderflowError(
      'bad-argument',
      `${ALERT_STRATEGY} has no parameter '${name}'; it has ${NAMES.join(', ')}`,
    );
  }
  if (name in ALERT_TRADER_DEFAULTS || value > 0) return;
  throw new OrderflowError('bad-argument', `the parameter ${name} is ${value}; give a number above 0`);
}
