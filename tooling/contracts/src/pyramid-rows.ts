import {
  CANDLE_SECONDS,
  DEFAULT_CONFIGURATION,
  generateMarket,
  LINE_SERIES,
  type MarketBookRow,
  type MarketOptions,
  type MarketTradeRow,
  type MetricsRepository,
  type OrderflowRepository,
  type ProcessingOptions,
  Storage,
  type TileRepository,
  TOP_LEVEL,
} from '@orderflow/core';

/** Rows of both input tables, in order of time. */
export interface MarketRows {
  readonly book: readonly MarketBookRow[];
  readonly trades: readonly MarketTradeRow[];
}

/** The midnight that the rows of {@link makeMarket} lie around. */
export const MIDNIGHT = Date.UTC(2024, 6, 3);

/** Every tile number and every first row. */
const ALL_TILES = { first: 0, last: Number.MAX_SAFE_INTEGER };

/**
 * A market of two instruments around a midnight, dense enough for bucket tiles: repeated times, a gap, odd rows,
 * nanoseconds. Timestamps are nanoseconds as digits.
 */
export function makeMarket(options: MarketOptions = {}): MarketRows {
  const market: { book: MarketBookRow[]; trades: MarketTradeRow[] } = { book: [], trades: [] };
  const batches = generateMarket({
    seed: 47,
    snapshots: 8000,
    levels: 1,
    instruments: ['BTC', 'ETH'],
    start: MIDNIGHT - 400_000,
    intervalMs: 300,
    jitter: 0.9,
    gaps: 1,
    gapSeconds: 100,
    repeatedTimestamps: 0.1,
    tradesPerSecond: 2,
    oddities: 0.01,
    timestampFormat: 'ns',
    ...options,
  });
  for (const { book, trades } of batches) {
    market.book.push(...book);
    market.trades.push(...trades);
  }
  return market;
}

/** Epoch milliseconds of a row, as near as a number comes. */
export function millisecondsOf({ timestamp }: { readonly timestamp: string | null }): number {
  return Number(timestamp) / 1e6;
}

/** The rows from `start` to before `end`, epoch milliseconds. */
export function rowsWithin({ book, trades }: MarketRows, start: number, end: number): MarketRows {
  const isWithin = (row: MarketBookRow | MarketTradeRow) => millisecondsOf(row) >= start && millisecondsOf(row) < end;
  return { book: book.filter(isWithin), trades: trades.filter(isWithin) };
}

/** Computes and stores metrics and tiles. */
export function processRows(
  { repository, metrics }: { readonly repository: OrderflowRepository; readonly metrics: MetricsRepository },
  {
    batchSize = 1000,
    commitRows = 1000,
    ...options
  }: ProcessingOptions & { batchSize?: number; commitRows?: number } = {},
) {
  const parts = { repository, metrics, settings: DEFAULT_CONFIGURATION, batchSize, commitRows };
  return new Storage(parts).buildBooktickFromDb(options);
}

/** Every tile of some instruments, and what they stand for, in order. */
export async function dumpTiles(tiles: TileRepository, instruments: readonly string[]): Promise<readonly unknown[]> {
  const dump: unknown[] = [await tiles.loadPyramidState()];
  for (const instrument of instruments) dump.push(instrument, ...(await dumpInstrument(tiles, instrument)));
  return dump;
}

/** Every tile of one instrument. */
export async function dumpInstrument(tiles: TileRepository, instrument: string): Promise<readonly unknown[]> {
  const dump: unknown[] = [];
  const range = { instrument, ...ALL_TILES };
  for (const { times, ...place } of await tiles.loadTimes(
    instrument,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  )) {
    dump.push(['times', { ...place }, bytesOf(times)]);
  }
  for (const series of LINE_SERIES) {
    for (const { firstRow, bytes } of await tiles.loadValues(series, range))
      dump.push([series, firstRow, bytesOf(bytes)]);
    for (let level = 0; level <= TOP_LEVEL; level++) {
      const stored = await tiles.loadBucketTiles(series, level, range);
      for (const { tile, bytes } of stored) dump.push(['buckets', series, level, tile, bytesOf(bytes)]);
    }
  }
  for (const basis of ['trades', 'mid'] as const) {
    dump.push([basis, await tiles.hasCandles(instrument, basis)]);
    for (const seconds of CANDLE_SECONDS) {
      const stored = await tiles.loadCandleTiles(basis, seconds, range);
      for (const { tile, bytes } of stored) dump.push(['candles', basis, seconds, tile, bytesOf(bytes)]);
    }
  }
  return dump;
}

function bytesOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
