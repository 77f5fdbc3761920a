import { type DataSet, generateMarket, type LineSeries, type MarketOptions, type TimeRange } from '../../src/index.ts';
import { liveSource, openDataSet } from '../data-set/support.ts';

/** The instrument of these markets. */
export const INSTRUMENT = 'BTC-USDT';

/** A market of an hour with gaps, as a data set. */
export function openMarket(options: MarketOptions = {}): Promise<DataSet> {
  const batches = [...generateMarket({ snapshots: 3000, levels: 2, gaps: 2, gapSeconds: 300, seed: 9, ...options })];
  return openDataSet([
    liveSource({ book: batches.flatMap(({ book }) => book), trades: batches.flatMap(({ trades }) => trades) }),
  ]);
}

/** A span of whole milliseconds as a range. */
export function rangeOf(start: number, end: number): TimeRange {
  return { start: { timestamp: start, nanoseconds: 0 }, end: { timestamp: end, nanoseconds: 0 } };
}

/** The lines of a picture so many pixels wide. */
export function readLines(dataSet: DataSet, series: readonly LineSeries[], pixels: number) {
  return Promise.all(series.map((one) => dataSet.series.readSeries({ instrument: INSTRUMENT, series: one, pixels })));
}
