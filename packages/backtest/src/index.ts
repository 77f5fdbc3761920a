export type { BacktestOptions } from './engine/backtest-options.ts';
export type { FillLog } from './engine/fill-log.ts';
export type { NumberColumn } from './engine/number-column.ts';
export type { OrderLog } from './engine/order-log.ts';
export { type BandOptions, type BandProgress, runBand } from './engine/run-band.ts';
export { Simulation } from './engine/simulation.ts';
export type { SimulationResult } from './engine/simulation-result.ts';
export { type InstrumentRules, NO_RULES } from './exchange/instrument-rules.ts';
export type { MakerModel } from './exchange/maker-model.ts';
export { CROSS, LOG_MODEL, MAKER_MODELS, makePowerModel, RISK_AVERSE, TOUCH } from './exchange/maker-models.ts';
export { type BpsRates, makeBpsFees } from './fees/bps-fees.ts';
export type { FeeModel } from './fees/fee-model.ts';
export { type ConstantLatencies, makeConstantLatency } from './latency/constant-latency.ts';
export type { LatencyModel } from './latency/latency-model.ts';
export { type LatencyRow, makeTableLatency } from './latency/table-latency.ts';
export { spreadMoments } from './lookahead/spread-moments.ts';
export {
  type LookaheadDifference,
  type LookaheadFinding,
  type LookaheadOptions,
  verifyLookahead,
} from './lookahead/verify-lookahead.ts';
export { ChunkBuilder, type ChunkBuilderOptions, type TradeParts } from './market/chunk-builder.ts';
export { DataSetMarket } from './market/data-set-market.ts';
export type { AnnotatorOptions } from './market/event-annotator.ts';
export { type ByteHash, HashedMarket } from './market/hashed-market.ts';
export { inferRules } from './market/infer-rules.ts';
export type { Market, MarketQuery } from './market/market.ts';
export {
  AFTER_GAP,
  BOOK,
  type BookRows,
  CROSSED,
  type LevelBooks,
  type MarketChunk,
  type PlainChunk,
  TRADE,
  type TradeRows,
} from './market/market-chunk.ts';
export type { PackedChunk, ParsedChunkInfo } from './market/parsed-chunk.ts';
export {
  type ParsedIndex,
  ParsedMarket,
  type ParsedQuery,
  type ParsedStore,
  parseMarket,
} from './market/parsed-market.ts';
export { playBooks } from './market/play-books.ts';
export type { SkippedRows } from './market/skipped-rows.ts';
export { Account, type AccountInstrument } from './money/account.ts';
export type { AccountFill } from './money/account-fill.ts';
export { EquitySampler } from './money/equity-sampler.ts';
export type { HoldingView } from './money/holding.ts';
export { type MarkoutColumns, Markouts } from './money/markouts.ts';
export { type FillColumns, type HorizonSplit, type PnlSplit, splitPnl } from './money/pnl-split.ts';
export { countRoundTrips, type RoundTrip, type RoundTripColumns, roundTripAt } from './money/round-trip.ts';
export { type BandCause, type BandSpan, bandSpanOf, type ModelPnl } from './results/band-span.ts';
export { canonicalJson } from './results/canonical-json.ts';
export { compareFills, type FillComparison, type FillDifference } from './results/compare-fills.ts';
export { compareRuns, type InputDifference, type ModelDifference, type RunDifference } from './results/compare-runs.ts';
export { deflationsOf, deflationsOfAll, readSummary } from './results/deflations.ts';
export { ENGINE_VERSION } from './results/engine-version.ts';
export { explainFill } from './results/explain-fill.ts';
export { resultColumnsOf } from './results/result-columns.ts';
export { type OrderCounts, type ResultSummary, summariseResult } from './results/result-summary.ts';
export { runResultOf, runRowsOf } from './results/run-of-result.ts';
export { type RunMark, tellRunsApart } from './results/tell-runs-apart.ts';
export { type Deflation, deflate, trialsOf } from './results/trials.ts';
export { averageRanksOf } from './signals/average-ranks.ts';
export { pearsonOf, spearmanOf } from './signals/correlation.ts';
export { type ForwardReturnOptions, forwardReturnsOf, type MidSeries } from './signals/forward-returns.ts';
export { type InformationCoefficient, informationCoefficientOf } from './signals/information-coefficient.ts';
export { neweyWestErrorOf, overlapOf } from './signals/newey-west.ts';
export { type Regression, regress } from './signals/regression.ts';
export { canAnnualise, LEAST_SAMPLES, periodsPerYearOf } from './statistics/annualisation.ts';
export { cagrOf } from './statistics/cagr.ts';
export { calmarOf } from './statistics/calmar.ts';
export { deflatedSharpeOf, expectedBestSharpeOf, type Trials } from './statistics/deflated-sharpe.ts';
export { type Drawdown, drawdownOf } from './statistics/drawdown.ts';
export { type EquitySeries, returnsOf } from './statistics/equity-series.ts';
export {
  type DrawdownStatistics,
  type EquityStatistics,
  equityStatisticsOf,
  type SharpeContext,
} from './statistics/equity-statistics.ts';
export { exposureOf } from './statistics/exposure.ts';
export { type Moments, momentsOf } from './statistics/moments.ts';
export { normalCdf } from './statistics/normal-cdf.ts';
export { normalQuantile } from './statistics/normal-quantile.ts';
export {
  computePerformance,
  type PerformanceInput,
  type PerformanceStatistics,
} from './statistics/performance-statistics.ts';
export type { Period } from './statistics/period.ts';
export { type ObservedSharpe, probabilisticSharpeOf } from './statistics/probabilistic-sharpe.ts';
export { sharpeOf } from './statistics/sharpe.ts';
export { sortinoOf } from './statistics/sortino.ts';
export { type TradeRatios, tradeRatiosOf } from './statistics/trade-ratios.ts';
export { turnoverOf } from './statistics/turnover.ts';
export {
  gridOf,
  type ParameterAxis,
  type ParameterPoint,
  randomPointsOf,
  steppedValues,
} from './sweep/parameter-axes.ts';
export { type WalkForwardFold, type WalkForwardOptions, walkForwardFolds } from './sweep/walk-forward.ts';
