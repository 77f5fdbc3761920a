import { BarBuilder, LINE_SERIES, type LineQuery, SeriesArchive, TradeColumnsBuilder } from '@orderflow/core';
import { bucketsOfRows } from '../../src/data/buckets-of-rows.ts';
import type { SeriesSource } from '../../src/index.ts';

const START = Date.UTC(2025, 6, 1);
const ROWS = 400_000;
const NO_BARS = BarBuilder.barsOf(new TradeColumnsBuilder().build(['BTC-USDT']), 60);

/** Rows at odd times, 130 ms apart on the whole, of a value that wanders. */
export const rows = wanderingRows();
const span = { start: rows.timestamps[0]!, end: rows.timestamps[ROWS - 1]! + 1 };
const answer = { instrument: 'BTC-USDT', live: null };
const NO_CANDLES = { ...answer, ...span, kind: 'candles', windowSeconds: 60, basis: 'mid', bars: NO_BARS };

/** A source of these rows, which gives buckets as every source does, and folds none. */
export const wideSource: SeriesSource = {
  readSeries: (async (query: LineQuery) => {
    const { series, pixels, range } = query;
    if ((series as string) === 'candles') return NO_CANDLES;
    const asked = { start: range?.start?.timestamp ?? span.start, end: range?.end?.timestamp ?? span.end };
    const [from, to] = [asked.start, asked.end].map((at) => rows.timestamps.findIndex((time) => time >= at));
    const within = [from === -1 ? ROWS : from, to === -1 ? ROWS : to] as const;
    const part = {
      timestamps: rows.timestamps.slice(...within),
      nanoseconds: rows.nanoseconds.slice(...within),
      values: rows.values.slice(...within),
    };
    if (part.values.length < 8 * pixels) return { ...answer, ...asked, series, kind: 'rows', ...part };
    return { ...answer, ...asked, series, ...bucketsOfRows(part, asked, pixels) };
  }) as SeriesSource['readSeries'],
};

const archive = new SeriesArchive(LINE_SERIES.map((series) => ({ ...answer, ...span, kind: 'rows', series, ...rows })));

/** The same, which folds buckets where that is asked for, and how often it was. */
export const foldingSource = {
  folds: 0,
  readSeries: (async (query: LineQuery) => {
    if ((query.series as string) === 'candles') return NO_CANDLES;
    const series = await archive.readSeries(query);
    if (series.kind === 'buckets' && series.bucketMs === query.foldMs) foldingSource.folds++;
    return series;
  }) as SeriesSource['readSeries'],
};

function wanderingRows() {
  const timestamps = new Float64Array(ROWS);
  const values = new Float64Array(ROWS);
  let [time, value, seed] = [START, 0, 7];
  const random = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) / 2 ** 24;
  };
  for (let row = 0; row < ROWS; row++) {
    time += Math.ceil(260 * random());
    value += random() - 0.5;
    timestamps[row] = time;
    values[row] = value;
  }
  return { timestamps, nanoseconds: new Uint32Array(ROWS), values };
}
