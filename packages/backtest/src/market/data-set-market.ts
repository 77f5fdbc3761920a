import {
  type DataPart,
  type DataSet,
  OrderflowError,
  type PartSelection,
  type ProblemCount,
  printable,
  type TimeRange,
} from '@orderflow/core';
import { BookSource, bookRowsOf } from './book-source.ts';
import { ChunkBuilder } from './chunk-builder.ts';
import type { EventSource } from './event-source.ts';
import { DEFAULT_GAP_SECONDS, type Market, type MarketQuery } from './market.ts';
import type { MarketChunk } from './market-chunk.ts';
import { MarketClock, nsOfMs } from './market-clock.ts';
import { countSkippedRows, SkippedRowLog, type SkippedRows } from './skipped-rows.ts';
import { makeTradeSkip, TradeSource } from './trade-source.ts';

const DAY_MS = 86_400_000;
const BATCH_ROWS = 1024;
const CHUNK_EVENTS = 8192;

/** Reads a market from the rows of a data set, parsing every book as it comes. */
export class DataSetMarket implements Market {
  readonly instruments: readonly string[];
  readonly originMs: number;
  readonly books: number;
  readonly #dataSet: DataSet;
  readonly #query: MarketQuery;
  readonly #selections: readonly PartSelection[];
  #skipped = new SkippedRowLog();

  /** @throws OrderflowError as `DataSet.select` does; `empty-range` too where the books of a part are not there. */
  constructor(dataSet: DataSet, query: MarketQuery) {
    const { range = {}, instruments } = query;
    this.#dataSet = dataSet;
    this.#query = query;
    this.#selections =
      instruments === undefined
        ? dataSet.select({ range })
        : instruments.flatMap((instrument) => dataSet.select({ instrument, range }));
    this.instruments = this.#selections.map(({ instrument }) => instrument);
    const touched = this.#selections.flatMap((selection) => selection.touched);
    for (const part of touched) checkBooks(part);
    this.books = Math.round(touched.reduce((sum, part) => sum + part.snapshots * shareOf(part, range), 0));
    const first = Math.min(...touched.map((part) => part.first.timestamp));
    // What lies before the range must not move the clocks: results hang on what is played alone.
    this.originMs = Math.floor(Math.max(first, range.start?.timestamp ?? first) / DAY_MS) * DAY_MS;
  }

  get skipped(): readonly ProblemCount[] {
    return countSkippedRows(this.skippedRows);
  }

  /** The rows that the last reading of the chunks left out, each with its clock. */
  get skippedRows(): readonly SkippedRows[] {
    return this.#skipped.rows;
  }

  async *chunks(): AsyncGenerator<MarketChunk> {
    const { features = [], gapSeconds = DEFAULT_GAP_SECONDS } = this.#query;
    const gapNs = nsOfMs(1000 * gapSeconds);
    const builder = new ChunkBuilder({ instruments: this.instruments.length, features, gapNs, capacity: CHUNK_EVENTS });
    const sources = this.#openSources();
    try {
      let isEnd = false;
      while (!isEnd) {
        for (const source of sources) if (source.needsBatch) await source.readBatch();
        isEnd = fillChunk(builder, sources);
        if (builder.isFull || (isEnd && builder.count > 0)) yield builder.build();
      }
    } finally {
      for (const source of sources) await source.close();
    }
  }

  /** Trades stand before books, so that they come first where times are equal. */
  #openSources(): readonly EventSource[] {
    const { range = {} } = this.#query;
    const [clock, skipped] = [new MarketClock(this.originMs), new SkippedRowLog()];
    this.#skipped = skipped;
    const trades = this.instruments.map((instrument, index) => {
      const onSkip = makeTradeSkip(skipped, clock);
      return new TradeSource(this.#dataSet.iterateTrades({ instrument, range }, onSkip), index, clock);
    });
    const books = this.#selections.map(({ instrument, touched }, index) => {
      const repositories = touched.map(({ source }) => source.repository);
      const batches = bookRowsOf(repositories, instrument, range, BATCH_ROWS);
      return new BookSource({ batches, instrument: index, clock, skipped });
    });
    return [...trades, ...books];
  }
}

function checkBooks({ instrument, source, missing }: DataPart): void {
  if (missing === null) return;
  const place = `${source.repository.name}, ${printable(instrument)}`;
  throw new OrderflowError('empty-range', `${missing} (${place}): a backtest needs the books`);
}

/** The share of a part's time that lies in a range. */
function shareOf({ first, last }: DataPart, { start, end }: TimeRange): number {
  const length = last.timestamp - first.timestamp;
  if (length === 0) return 1;
  const from = Math.max(first.timestamp, start?.timestamp ?? first.timestamp);
  return Math.max(0, Math.min(last.timestamp, end?.timestamp ?? last.timestamp) - from) / length;
}

/** Takes rows in the order of time until the chunk is full or a source needs a batch; true behind the last row. */
function fillChunk(builder: ChunkBuilder, sources: readonly EventSource[]): boolean {
  while (!builder.isFull) {
    let first = sources[0]!;
    for (let index = 1; index < sources.length; index++) {
      if (sources[index]!.clock < first.clock) first = sources[index]!;
    }
    if (first.clock === Number.POSITIVE_INFINITY) return true;
    first.take(builder);
    if (first.needsBatch) return false;
  }
  return false;
}
