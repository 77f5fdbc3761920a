import type { MetricColumns } from '../columns/metric-columns.ts';
import type { LineSeries } from '../pyramid/bucket-record.ts';
import type { CandleBasis } from '../pyramid/candle-record.ts';

/** Raw rows of an instrument as tiles of the same rows: their times, and the values of each series. */
export interface RowTile {
  readonly instrument: string;
  /** Time of the first row, whole epoch milliseconds. */
  readonly firstTimestamp: number;
  /** How many rows of the instrument stand before the first. */
  readonly firstRow: number;
  /** Number of rows: `ROW_TILE_ROWS`, but for the last tile. */
  readonly rows: number;
  /** Number of the last row among all metrics of the source, from 1. */
  readonly lastMetric: number;
  /** See `encodeTimes`. */
  readonly times: Uint8Array;
  /** See `encodeValues`. */
  readonly values: Readonly<Record<LineSeries, Uint8Array>>;
}

/** Buckets of a series and level as a tile: see `encodeBucketTile`. It begins at `tile` times its length since 1970. */
export interface BucketTile {
  readonly instrument: string;
  readonly series: LineSeries;
  readonly level: number;
  readonly tile: number;
  readonly bytes: Uint8Array;
}

/** Candles as a tile: see `encodeCandleTile`. It begins at `tile` times its own length since 1970. */
export interface CandleTile {
  readonly instrument: string;
  readonly basis: CandleBasis;
  /** Length of a candle. */
  readonly seconds: number;
  readonly tile: number;
  readonly bytes: Uint8Array;
}

/** What the stored tiles stand for. */
export interface PyramidState {
  /** Metric rows that the tiles hold. */
  readonly metricRows: number;
  /** How many trades behind the last snapshot the candles hold too; null while tiles in progress are not stored. */
  readonly waitingTrades: number | null;
}

/** Tiles to write in one transaction, in this order: removals, then tiles in place of those that stand there. */
export interface TileBatch {
  /** Bucket and candle tiles that end behind this time are removed; null: none, -Infinity: all of them. */
  readonly removeBehind: number | null;
  /** Instruments whose first trade has come: their candles of the mid are removed. */
  readonly traded: readonly string[];
  readonly rows: readonly RowTile[];
  readonly buckets: readonly BucketTile[];
  readonly candles: readonly CandleTile[];
  /** What the tiles stand for afterwards. */
  readonly state: PyramidState;
}

/** Which tiles to read: numbers, or first rows, `first` to `last`, both included. */
export interface TileRange {
  readonly instrument: string;
  readonly first: number;
  readonly last: number;
}

/** A tile that was read. */
export interface StoredTile {
  readonly tile: number;
  readonly bytes: Uint8Array;
}

/** The times of a tile of raw rows that was read. */
export type StoredTimes = Omit<RowTile, 'instrument' | 'values'>;

/** The values of one series of a tile of raw rows that was read. */
export interface StoredValues {
  readonly firstRow: number;
  readonly bytes: Uint8Array;
}

/** Metrics of one instrument that stand behind a metric. */
export interface LaterMetrics {
  readonly metrics: MetricColumns;
  /** Number of the last of them among all metrics of the source; 0 where there are none. */
  readonly lastMetric: number;
}

/** Keeps the tiles of a pyramid beside the metrics. Knows nothing of what is in them. */
export interface TileRepository {
  /** What the stored tiles stand for; null where there are none, or of another layout. */
  loadPyramidState(): Promise<PyramidState | null>;
  /** Makes the place ready for tiles of this layout and empties it. */
  createPyramid(): Promise<void>;
  /** Writes tiles without metrics, all or nothing. */
  writeTiles(batch: TileBatch): Promise<void>;
  /** Times of row tiles with a row from `start` to before `end` (epoch milliseconds) and perhaps neighbours, in order. */
  loadTimes(instrument: string, start: number, end: number): Promise<readonly StoredTimes[]>;
  /** Values of the row tiles whose first rows are `first` to `last`, both included, in order. */
  loadValues(series: LineSeries, range: TileRange): Promise<readonly StoredValues[]>;
  /** The last row tile of at least so many rows with no row behind a metric; null where there is none. */
  loadLastRowTile(
    instrument: string,
    bounds: { readonly rows: number; readonly lastMetric: number },
  ): Promise<StoredTimes | null>;
  /** Metrics of an instrument behind a metric, in order. */
  loadMetricsBehind(instrument: string, metric: number): Promise<LaterMetrics>;
  /** Bucket tiles of a series and level, in order. */
  loadBucketTiles(series: LineSeries, level: number, range: TileRange): Promise<readonly StoredTile[]>;
  /** Candle tiles, in order. */
  loadCandleTiles(basis: CandleBasis, seconds: number, range: TileRange): Promise<readonly StoredTile[]>;
  /** Whether any candle of this basis is stored for an instrument. */
  hasCandles(instrument: string, basis: CandleBasis): Promise<boolean>;
}
