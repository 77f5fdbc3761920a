export type { BacktestOptions } from './engine/backtest-options.ts';
export type { EquityCurve } from './engine/equity-curve.ts';
export type { FillLog } from './engine/fill-log.ts';
export type { NumberColumn } from './engine/number-column.ts';
export type { OrderLog, OrderRecord } from './engine/order-log.ts';
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
export { type LookaheadFinding, type LookaheadOptions, verifyLookahead } from './lookahead/verify-lookahead.ts';
export { ChunkBuilder, type ChunkBuilderOptions, type TradeParts } from './market/chunk-builder.ts';
export { DataSetMarket } from './market/data-set-market.ts';
export type { Market, MarketQuery, SkippedRows } from './market/market.ts';
export {
  AFTER_GAP,
  BOOK,
  type BookRows,
  CROSSED,
  type MarketChunk,
  TRADE,
  type TradeRows,
} from './market/market-chunk.ts';
export { Account, type AccountInstrument } from './money/account.ts';
export type { AccountFill } from './money/account-fill.ts';
export { EquitySampler } from './money/equity-sampler.ts';
export type { HoldingView } from './money/holding.ts';
export { type MarkoutColumns, Markouts } from './money/markouts.ts';
export { type FillColumns, type HorizonSplit, type PnlSplit, splitPnl } from './money/pnl-split.ts';
export { countRoundTrips, type RoundTrip, type RoundTripColumns, roundTripAt } from './money/round-trip.ts';
export type { EquitySeries } from './statistics/equity-series.ts';
