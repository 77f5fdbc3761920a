export { MAX_STEP_SECONDS } from './alerts/alert-rule.ts';
export { describeAlert } from './alerts/describe-alert.ts';
export { DefaultStrategy, type DefaultStrategySettings, type StoredSource } from './default-strategy.ts';
export { ImbalanceHitRate, type ImbalanceHitRateOptions } from './imbalance-hit-rate.ts';
export { makeStrategy, STRATEGY_NAMES } from './make-strategy.ts';
export {
  type CvdSummary,
  type MetricsSummary,
  OBI_QUANTILES,
  type ObiSummary,
  type PriceSummary,
} from './summary/metrics-summary.ts';
export { OBI_QUANTILE_ERROR } from './summary/obi-histogram.ts';
export type { VolumeSummary } from './summary/volume-totals.ts';
export { ALERT_TRADER_DEFAULTS, type AlertTraderParameters, makeAlertTrader } from './trading/alert-trader.ts';
export {
  CVD_DIVERGENCE_DEFAULTS,
  type CvdDivergenceParameters,
  makeCvdDivergence,
} from './trading/cvd-divergence/cvd-divergence.ts';
export {
  makeObiMarketMaker,
  OBI_MARKET_MAKER_DEFAULTS,
  type ObiMarketMakerParameters,
} from './trading/obi-market-maker/obi-market-maker.ts';
export { makeObiTaker, OBI_TAKER_DEFAULTS, type ObiTakerParameters } from './trading/obi-taker/obi-taker.ts';
export {
  codeVersionOf,
  makeTradingStrategy,
  parametersOf,
  type StrategyParameters,
  TRADING_STRATEGY_NAMES,
} from './trading/trading-strategies.ts';
