import { problemOfTrade } from '../pipeline/row-problems.ts';
import type { OrderflowRepository } from '../ports/orderflow-repository.ts';
import type { ProcessingState } from '../ports/processing-state.ts';
import type { TileRepository } from '../ports/tile-repository.ts';
import { justAfter } from '../timestamps/timestamp.ts';
import { LINE_SERIES } from './bucket-record.ts';
import { decodeBucketTiles } from './bucket-tile.ts';
import { CANDLE_RECORD, type CandleBasis } from './candle-record.ts';
import { decodeCandleTile } from './candle-tile.ts';
import type { InstrumentPyramid } from './instrument-pyramid.ts';
import type { Ladder } from './ladder.ts';
import { PyramidBuilder } from './pyramid-builder.ts';
import { StoredRows } from './stored-rows.ts';
import { bucketMsOf, CANDLE_SECONDS, candleTileMsOf, ROW_TILE_ROWS, TOP_LEVEL, tileMsOf } from './tile-grid.ts';

const TRADE_BATCH = 8192;

/** What a builder is restored from: tiles that are whole, and rows and trades where no tile is whole yet. */
interface Stored {
  readonly tiles: TileRepository;
  readonly repository: OrderflowRepository;
  /** Time of the last row, good or bad, that came before. */
  readonly timestamp: number;
}

/** A builder that goes on where the stored tiles of a state end: the tiles in progress are made anew from finer ones. */
export async function restoreBuilder(
  tiles: TileRepository,
  repository: OrderflowRepository,
  state: ProcessingState,
  waitingTrades: number | null,
): Promise<PyramidBuilder> {
  const { metricRows, position } = state;
  const builder = new PyramidBuilder({ metricRows, timestamp: position?.timestamp ?? null, waitingTrades });
  if (position === null) return builder;
  const stored = { tiles, repository, timestamp: position.timestamp };
  const pyramids: InstrumentPyramid[] = [];
  for (const { instrument } of state.instruments) {
    const pyramid = await restoreRows(builder, stored, instrument, metricRows);
    await restoreBuckets(pyramid, stored);
    await restoreCandles(pyramid.candles, stored, instrument, 'trades');
    pyramids.push(pyramid);
  }
  await restoreTrades(builder, stored, state);
  for (const pyramid of pyramids) await restoreMids(pyramid, stored);
  return builder;
}

async function restoreRows(
  builder: PyramidBuilder,
  { tiles, timestamp }: Stored,
  instrument: string,
  metricRows: number,
): Promise<InstrumentPyramid> {
  const last = await tiles.loadLastRowTile(instrument, { rows: ROW_TILE_ROWS, lastMetric: metricRows });
  const rows = last === null ? 0 : last.firstRow + last.rows;
  const hasTrades = await tiles.hasCandles(instrument, 'trades');
  const pyramid = builder.open(instrument, { rows, hasTrades, timestamp });
  pyramid.bufferRows(await tiles.loadMetricsBehind(instrument, last?.lastMetric ?? 0));
  return pyramid;
}

/** Of each open tile only the left half can be whole on the level below: those halves, and the last rows, are all. */
async function restoreBuckets(pyramid: InstrumentPyramid, { tiles, timestamp }: Stored): Promise<void> {
  const { instrument, buckets } = pyramid;
  const rows = new StoredRows(tiles, instrument, false);
  for (let level = TOP_LEVEL - 1; level >= 0; level--) {
    const open = Math.floor(timestamp / tileMsOf(level));
    if (open % 2 === 0) continue;
    const left = await loadBuckets(tiles, instrument, level, open - 1);
    const start = (open - 1) * tileMsOf(level);
    if (left.length === 0) {
      for await (const part of rows.between(start, start + tileMsOf(level)))
        buckets.addRows(level, part, 0, part.count);
    } else buckets.addTile(level, open - 1, decodeBucketTiles(left, start, bucketMsOf(level)));
  }
  const start = Math.floor(timestamp / tileMsOf(0)) * tileMsOf(0);
  for await (const part of rows.between(start, Number.POSITIVE_INFINITY)) buckets.addRows(0, part, 0, part.count);
}

/** A bucket tile of all series in their order; none where it is not stored. */
async function loadBuckets(tiles: TileRepository, instrument: string, level: number, tile: number) {
  const found: Uint8Array[] = [];
  for (const series of LINE_SERIES) {
    const range = { instrument, first: tile, last: tile };
    for (const { bytes } of await tiles.loadBucketTiles(series, level, range)) found.push(bytes);
  }
  return found;
}

/** Minutes up to the open tile of minutes make hours, seconds up to the open tile of seconds make minutes. */
async function restoreCandles(
  ladder: Ladder,
  { tiles, timestamp }: Stored,
  instrument: string,
  basis: CandleBasis,
): Promise<void> {
  for (let rung = CANDLE_SECONDS.length - 2; rung >= 0; rung--) {
    const seconds = CANDLE_SECONDS[rung]!;
    const ms = candleTileMsOf(seconds);
    const above = candleTileMsOf(CANDLE_SECONDS[rung + 1]!);
    const first = (Math.floor(timestamp / above) * above) / ms;
    const last = Math.floor(timestamp / ms) - 1;
    for (const { tile, bytes } of await tiles.loadCandleTiles(basis, seconds, { instrument, first, last })) {
      pushAll(ladder, rung + 1, decodeCandleTile(bytes, tile * ms, 1000 * seconds));
    }
  }
}

async function restoreTrades(
  builder: PyramidBuilder,
  { repository, timestamp }: Stored,
  { position }: ProcessingState,
): Promise<void> {
  const range = { start: { timestamp: startOfSeconds(timestamp), nanoseconds: 0 }, end: justAfter(position!) };
  const query = { range, order: 'time', withTradeIds: false, batchSize: TRADE_BATCH } as const;
  for await (const columns of repository.iterateTradeRows(query)) {
    for (let row = 0; row < columns.count; row++) {
      if (problemOfTrade(columns, row) === null) builder.onTrade(columns, row);
    }
  }
}

/** Candles of the mid are not there where there were trades in the meantime: then they are made from all rows. */
async function restoreMids(pyramid: InstrumentPyramid, stored: Stored): Promise<void> {
  const { instrument, midCandles } = pyramid;
  if (midCandles === null) return;
  const isStored = await stored.tiles.hasCandles(instrument, 'mid');
  if (isStored) await restoreCandles(midCandles, stored, instrument, 'mid');
  const start = isStored ? startOfSeconds(stored.timestamp) : Number.NEGATIVE_INFINITY;
  const rows = new StoredRows(stored.tiles, instrument, false);
  for await (const part of rows.between(start, Number.POSITIVE_INFINITY, ['price'])) pyramid.addMids(part);
}

function startOfSeconds(timestamp: number): number {
  const ms = candleTileMsOf(1);
  return Math.floor(timestamp / ms) * ms;
}

function pushAll(ladder: Ladder, rung: number, records: Float64Array): void {
  for (let at = 0; at < records.length; at += CANDLE_RECORD.stride) ladder.push(rung, records, at);
}
