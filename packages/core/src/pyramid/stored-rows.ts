import type { MetricColumns } from '../columns/metric-columns.ts';
import { midOf } from '../metrics/top-of-book.ts';
import type { StoredTimes, StoredValues, TileRepository } from '../ports/tile-repository.ts';
import { LINE_SERIES, type LineSeries } from './bucket-record.ts';
import { countRowsBefore, type RowColumns, rowsBetween } from './row-columns.ts';
import { decodeTimes, decodeValues } from './row-tile.ts';

/** Values of so many tiles are held at once. */
const PAGE_TILES = 64;

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

  /** The rows from `start` to before `end` (epoch milliseconds), in order, with these series; some thousand at a time. */
  async *between(start: number, end: number, wanted = LINE_SERIES): AsyncGenerator<RowColumns> {
    const edge = await this.#edge();
    const tiles = await this.#tiles.loadTimes(this.#instrument, start, end);
    const times = tiles.filter(({ firstRow }) => firstRow < edge.rows);
    for (let from = 0; from < times.length; from += PAGE_TILES) {
      for (const rows of await this.#page(times.slice(from, from + PAGE_TILES), wanted, edge.rows)) {
        const within = rowsBetween(rows, start, end);
        if (within.count > 0) yield within;
      }
    }
    if (this.#isWhole) return;
    const loose = rowsBetween(await this.#rowsBehind(edge.lastMetric), start, end);
    if (loose.count > 0) yield loose;
  }

  /** Number of rows from `start` to before `end` (epoch milliseconds). */
  async count(start: number, end: number): Promise<number> {
    if (!(start < end)) return 0;
    return (await this.#countBefore(end)) - (await this.#countBefore(start));
  }

  async #page(
    times: readonly StoredTimes[],
    wanted: readonly LineSeries[],
    end: number,
  ): Promise<readonly RowColumns[]> {
    const range = { instrument: this.#instrument, first: times[0]!.firstRow, last: times.at(-1)!.firstRow };
    const values: Record<LineSeries, readonly StoredValues[]> = { price: [], obi: [], cvd: [] };
    for (const series of wanted) values[series] = await this.#tiles.loadValues(series, range);
    return times.map((tile, index) => {
      const { timestamps, nanoseconds, count } = decodeTimes(tile.times);
      const rows = Math.min(count, end - tile.firstRow);
      const [price, obi, cvd] = LINE_SERIES.map((series) => valuesAt(values[series], index, rows));
      return {
        count: rows,
        timestamps: timestamps.subarray(0, rows),
        nanoseconds: nanoseconds.subarray(0, rows),
        ...{ price: price!, obi: obi!, cvd: cvd! },
      };
    });
  }

  async #countBefore(timestamp: number): Promise<number> {
    const edge = await this.#edge();
    const last = (await this.#tiles.loadTimes(this.#instrument, timestamp, timestamp)).at(-1);
    const rows = last === undefined ? 0 : last.firstRow + countRowsBefore(decodeTimes(last.times), timestamp);
    if (this.#isWhole) return rows;
    return Math.min(rows, edge.rows) + countRowsBefore(await this.#rowsBehind(edge.lastMetric), timestamp);
  }

  /** Where the tiles end now: a run that goes on may store more before all is read, and make the last one longer. */
  async #edge(): Promise<{ readonly rows: number; readonly lastMetric: number }> {
    if (this.#isWhole) return { rows: Number.POSITIVE_INFINITY, lastMetric: 0 };
    const bounds = { rows: 1, lastMetric: Number.MAX_SAFE_INTEGER };
    const last = await this.#tiles.loadLastRowTile(this.#instrument, bounds);
    return last === null
      ? { rows: 0, lastMetric: 0 }
      : { rows: last.firstRow + last.rows, lastMetric: last.lastMetric };
  }

  async #rowsBehind(metric: number): Promise<RowColumns> {
    return rowColumnsOf((await this.#tiles.loadMetricsBehind(this.#instrument, metric)).metrics);
  }
}

const NO_VALUES = new Float64Array(0);

/** The first values of a tile; none where the series was not read. */
function valuesAt(tiles: readonly StoredValues[], index: number, rows: number): Float64Array {
  const tile = tiles[index];
  return tile === undefined ? NO_VALUES : decodeValues(tile.bytes).subarray(0, rows);
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
