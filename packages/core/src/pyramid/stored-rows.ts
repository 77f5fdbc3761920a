import type { MetricColumns } from '../columns/metric-columns.ts';
import { midOf } from '../metrics/top-of-book.ts';
import type { StoredValues, TileRepository } from '../ports/tile-repository.ts';
import { LINE_SERIES, type LineSeries } from './bucket-record.ts';
import { countRowsBefore, type RowColumns, rowsBetween } from './row-columns.ts';
import { decodeTimes, decodeValues } from './row-tile.ts';

/** The stored raw rows of one instrument: those in tiles, and behind them those that stand in the metrics only. */
export class StoredRows {
  readonly #tiles: TileRepository;
  readonly #instrument: string;
  readonly #isWhole: boolean;

  /** `isWhole`: every row stands in a tile, as it does when a run has ended. */
  constructor(tiles: TileRepository, instrument: string, isWhole: boolean) {
    this.#tiles = tiles;
    this.#instrument = instrument;
    this.#isWhole = isWhole;
  }

  /** The rows from `start` to before `end` (epoch milliseconds), in order, with these series. */
  async between(start: number, end: number, wanted = LINE_SERIES): Promise<readonly RowColumns[]> {
    const times = await this.#tiles.loadTimes(this.#instrument, start, end);
    const range = { instrument: this.#instrument, first: times[0]?.firstRow ?? 0, last: times.at(-1)?.firstRow ?? -1 };
    const values: Record<LineSeries, readonly StoredValues[]> = { price: [], obi: [], cvd: [] };
    for (const series of wanted) values[series] = await this.#tiles.loadValues(series, range);
    const parts = times.map((tile, index) => {
      const [price, obi, cvd] = LINE_SERIES.map((series) => valuesAt(values[series], index));
      return { ...decodeTimes(tile.times), price: price!, obi: obi!, cvd: cvd! };
    });
    if (!this.#isWhole) parts.push(await this.#looseRows());
    return parts.map((rows) => rowsBetween(rows, start, end)).filter(({ count }) => count > 0);
  }

  /** Number of rows from `start` to before `end` (epoch milliseconds). */
  async count(start: number, end: number): Promise<number> {
    if (!(start < end)) return 0;
    return (await this.#countBefore(end)) - (await this.#countBefore(start));
  }

  async #countBefore(timestamp: number): Promise<number> {
    const last = (await this.#tiles.loadTimes(this.#instrument, timestamp, timestamp)).at(-1);
    const rows = last === undefined ? 0 : last.firstRow + countRowsBefore(decodeTimes(last.times), timestamp);
    return this.#isWhole ? rows : rows + countRowsBefore(await this.#looseRows(), timestamp);
  }

  async #looseRows(): Promise<RowColumns> {
    const bounds = { rows: 1, lastMetric: Number.MAX_SAFE_INTEGER };
    const last = await this.#tiles.loadLastRowTile(this.#instrument, bounds);
    const { metrics } = await this.#tiles.loadMetricsBehind(this.#instrument, last?.lastMetric ?? 0);
    return rowColumnsOf(metrics);
  }
}

const NO_VALUES = new Float64Array(0);

function valuesAt(tiles: readonly StoredValues[], index: number): Float64Array {
  const tile = tiles[index];
  return tile === undefined ? NO_VALUES : decodeValues(tile.bytes);
}

/** Metrics of one instrument as rows of a pyramid: the price is the mid, NaN where the book has none. */
export function rowColumnsOf({
  count,
  timestamps,
  nanoseconds,
  obi,
  cvd,
  bestBid,
  bestAsk,
}: MetricColumns): RowColumns {
  const price = new Float64Array(count);
  for (let row = 0; row < count; row++) price[row] = midOf(bestBid[row]!, bestAsk[row]!);
  return { count, timestamps, nanoseconds, price, obi, cvd };
}
