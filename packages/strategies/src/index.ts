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
