export { packSeries, unpackSeries } from './archive/archive-codec.ts';
export { type ArchiveRequest, type CollectedArchive, collectArchive } from './archive/collect-archive.ts';
export { SeriesArchive } from './archive/series-archive.ts';
export { type Bar, type BarColumns, barAt } from './bars/bar.ts';
export { BarBuilder } from './bars/bar-builder.ts';
export { type BookColumns, NO_INSTRUMENT } from './columns/book-columns.ts';
export type { MetricColumns } from './columns/metric-columns.ts';
export { MetricColumnsBuilder } from './columns/metric-columns-builder.ts';
export type { SnapshotColumns } from './columns/snapshot-columns.ts';
export { timestampTextAt } from './columns/timestamp-text.ts';
export type { TradeColumns } from './columns/trade-columns.ts';
export { TradeColumnsBuilder } from './columns/trade-columns-builder.ts';
export { tradeFromRow } from './columns/trade-from-row.ts';
export { checkBatchSize, checkLevelBytes } from './configuration/check-settings.ts';
export {
  type AlertThresholds,
  type Configuration,
  type CvdReset,
  DEFAULT_CONFIGURATION,
  type Durability,
  type JournalMode,
  type Synchronous,
} from './configuration/configuration.ts';
export type { MetricSettings, TradeMatching } from './configuration/metric-settings.ts';
export {
  type DataQuery,
  DataSet,
  type DataSetOptions,
  type StrategyRunOptions,
} from './data-set/data-set.ts';
export type { DataPart, DataSource } from './data-set/data-source.ts';
export type { OnBadTrade } from './data-set/part-reader.ts';
export { emptyRange, findOverlaps, type PartSelection } from './data-set/select-parts.ts';
export { OrderflowError, type OrderflowErrorCode } from './errors.ts';
export { type SortedLevels, sortLevels } from './levels/best-first.ts';
export type { LevelColumns } from './levels/level-columns.ts';
export { type BookSide, LevelScanner } from './levels/level-scanner.ts';
export { readSide } from './levels/read-side.ts';
export { generateMarket } from './market/generate-market.ts';
export type {
  MarketInstrument,
  MarketLevelStyle,
  MarketOptions,
} from './market/market-options.ts';
export type { MarketBatch, MarketBookRow, MarketTradeRow } from './market/market-rows.ts';
export type { MarketTimestampFormat } from './market/market-timestamp.ts';
export { Random } from './market/random.ts';
export {
  addToSum,
  type CompensatedSum,
  compensatedSumOf,
  roundingErrorOf,
  totalOf,
} from './metrics/compensated-sum.ts';
export { CvdAccumulator } from './metrics/cvd-accumulator.ts';
export { type CumulativeVolumeDelta, MetricCalculator, type ObiOptions } from './metrics/metric-calculator.ts';
export {
  type LevelSide,
  obiByDistance,
  obiByLevel,
  obiOfLevels,
  obiOfVolumes,
} from './metrics/order-book-imbalance.ts';
export { isCrossed, isLocked, midOf, spreadBpsOf, spreadOf, weightedMidOf } from './metrics/top-of-book.ts';
export { type TradeVolumes, tradeImbalanceOf, volumeDeltaOf, volumesOfTrades } from './metrics/volume-delta.ts';
export { Book, type BookLevels, type BookParts, type SnapshotReader } from './models/book.ts';
export type { BookSnapshot } from './models/book-snapshot.ts';
export type { Metric } from './models/metric.ts';
export type { OrderbookLevel } from './models/orderbook-level.ts';
export type { Side, Trade } from './models/trade.ts';
export { computeSnapshots } from './pipeline/compute-snapshots.ts';
export type {
  CancellationSignal,
  ProcessingOptions,
  ProcessingProgress,
  ProcessingResult,
  StorageParts,
} from './pipeline/processing-options.ts';
export { problemOfTrade } from './pipeline/row-problems.ts';
export { snapshotFromRow } from './pipeline/snapshot-from-row.ts';
export { SnapshotMetrics } from './pipeline/snapshot-metrics.ts';
export { Storage } from './pipeline/storage.ts';
export type {
  BacktestContext,
  BacktestStrategy,
  BookView,
  Feature,
  FillRule,
  FillView,
  MarketView,
  OrderAmendment,
  OrderRequest,
  OrderStatus,
  OrderView,
  RejectReason,
  SideView,
  TimeInForce,
  TradeView,
} from './ports/backtest-strategy.ts';
export type { MetricsBatch, MetricsPresence, MetricsQuery, MetricsRepository } from './ports/metrics-repository.ts';
export type { InstrumentSpan, OrderflowRepository, RowQuery } from './ports/orderflow-repository.ts';
export type {
  InstrumentState,
  ProcessingState,
  RowOrder,
  RowPosition,
  TableProgress,
} from './ports/processing-state.ts';
export type { ProblemCount, ProblemReason, RowProblem, SourceTable } from './ports/row-problem.ts';
export type { EquityRecord, OrderRecord, RoundTripRecord } from './ports/run-records.ts';
export type {
  JsonObject,
  JsonValue,
  NewRun,
  RunData,
  RunInputs,
  RunQuery,
  RunRecord,
  RunResult,
  RunRows,
  RunRowsQuery,
  RunsRepository,
  RunTrial,
  SaveOutcome,
} from './ports/runs-repository.ts';
export type {
  BucketSeries,
  CandleQuery,
  CandleSeries,
  LineQuery,
  RowSeries,
  SeriesRepository,
} from './ports/series-repository.ts';
export type { Alert, Figures, Strategy, StrategyReport, StrategySummary } from './ports/strategy.ts';
export type {
  BucketTile,
  CandleTile,
  LaterMetrics,
  PyramidState,
  RowTile,
  StoredTile,
  StoredTimes,
  StoredValues,
  TileBatch,
  TileRange,
  TileRepository,
} from './ports/tile-repository.ts';
export type { Visualizer } from './ports/visualizer.ts';
export type { CvdProof, LocatedSnapshot, ObiProof, Proof, ProvenTrade, SnapshotQuery } from './proof/proof.ts';
export { MOST_PROVEN_TRADES } from './proof/proof.ts';
export { ProofReader } from './proof/proof-reader.ts';
export { LINE_SERIES, type LineSeries } from './pyramid/bucket-record.ts';
export type { CandleBasis } from './pyramid/candle-record.ts';
export { CANDLE_SECONDS, candleTileMsOf, LEAST_TILE_ROWS, TOP_LEVEL, tileMsOf } from './pyramid/tile-grid.ts';
export { TILE_VERSION } from './pyramid/tile-header.ts';
export { checkQuality, type QualityOptions, type QualityProgress } from './quality/check-quality.ts';
export { findGapsBetween } from './quality/gaps-between.ts';
export { QualityMonitor } from './quality/quality-monitor.ts';
export type {
  BadRows,
  CheckedRows,
  CheckedSnapshots,
  Finding,
  FindingBucket,
  FindingHistogram,
  FindingKind,
  FindingPlace,
  QualityReport,
} from './quality/quality-report.ts';
export type { QualityThresholds } from './quality/quality-thresholds.ts';
export { MemoryRunsRepository } from './runs/memory-runs-repository.ts';
export { type ColumnsBody, decodeColumns, encodeColumns, type NamedColumn } from './series/columns-codec.ts';
export { decodeSeries, encodeSeries } from './series/series-codec.ts';
export type { Series } from './series/series-parts.ts';
export { spanWithTrades } from './series/span-with-trades.ts';
export { formatDuration } from './text/format-duration.ts';
export { escapeControls, printable, printableUpTo } from './text/printable.ts';
export { formatTimestamp } from './timestamps/format-timestamp.ts';
export { compareTimestamps, isInRange, justAfter, type TimeRange, type Timestamp } from './timestamps/timestamp.ts';
export { parseTimestamp, type TimestampFormat, TimestampReader } from './timestamps/timestamp-reader.ts';
