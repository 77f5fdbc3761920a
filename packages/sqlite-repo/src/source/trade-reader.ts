import { setImmediate } from 'node:timers/promises';
import { isInRange, type RowQuery, type TradeColumns } from '@orderflow/core';
import { openPager } from './row-pager.ts';
import type { Row, Source } from './source-tables.ts';

const LEAST_PAGE_ROWS = 4096;

/** Reads trade rows in batches. Trades are small: a batch holds some thousand, however small a batch of books is. */
export async function* readTrades(source: Source, query: RowQuery): AsyncGenerator<TradeColumns> {
  const pager = await openPager(source, 'trades', query);
  const limit = Math.max(query.batchSize, LEAST_PAGE_ROWS);
  while (true) {
    let seen = 0;
    const builder = new TradeBatch(limit);
    for (const row of pager.page(limit)) {
      seen++;
      pager.pass(row);
      builder.take(source, query, row, pager.isRanged);
    }
    if (builder.count > 0) yield builder.build(source.instruments.names);
    if (seen < limit) return;
    await setImmediate();
  }
}

/** Collects trade rows into the columns of one batch. */
class TradeBatch {
  count = 0;
  readonly #ids: Float64Array;
  readonly #instruments: Uint32Array;
  readonly #timestamps: Float64Array;
  readonly #nanoseconds: Uint32Array;
  readonly #prices: Float64Array;
  readonly #sizes: Float64Array;
  readonly #sides: Int8Array;
  readonly #tradeIds: (string | null)[] = [];

  constructor(capacity: number) {
    this.#ids = new Float64Array(capacity);
    this.#instruments = new Uint32Array(capacity);
    this.#timestamps = new Float64Array(capacity);
    this.#nanoseconds = new Uint32Array(capacity);
    this.#prices = new Float64Array(capacity);
    this.#sizes = new Float64Array(capacity);
    this.#sides = new Int8Array(capacity);
  }

  take(source: Source, query: RowQuery, row: Row, isRanged: boolean): void {
    const [id, instrument, timestampText, price, size, sign, tradeId] = row;
    const timestamps = source.timestamps.trades;
    timestamps.read(timestampText);
    const { timestamp, nanoseconds } = timestamps;
    if (!isRanged && !isInRange({ timestamp, nanoseconds }, query.range ?? {})) return;
    const at = this.count++;
    this.#ids[at] = id;
    this.#instruments[at] = source.instruments.numberOf(instrument);
    this.#timestamps[at] = timestamp;
    this.#nanoseconds[at] = nanoseconds;
    this.#prices[at] = numberOf(price);
    this.#sizes[at] = numberOf(size);
    this.#sides[at] = sign as number;
    this.#tradeIds.push(tradeId as string | null);
  }

  build(instrumentNames: readonly string[]): TradeColumns {
    const { count } = this;
    return {
      count,
      ids: this.#ids.subarray(0, count),
      instruments: this.#instruments.subarray(0, count),
      instrumentNames,
      timestamps: this.#timestamps.subarray(0, count),
      nanoseconds: this.#nanoseconds.subarray(0, count),
      prices: this.#prices.subarray(0, count),
      sizes: this.#sizes.subarray(0, count),
      sides: this.#sides.subarray(0, count),
      tradeIds: this.#tradeIds,
    };
  }
}

/** A number as it stands, or a column without affinity's numeric text; NaN for all else. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}
