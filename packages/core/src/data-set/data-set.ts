import type { MetricColumns } from '../columns/metric-columns.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import { checkBatchSize, checkMetricSettings } from '../configuration/check-settings.ts';
import type { CvdReset } from '../configuration/configuration.ts';
import type { MetricSettings } from '../configuration/metric-settings.ts';
import type { Book } from '../models/book.ts';
import type { CancellationSignal, ProcessingProgress } from '../pipeline/processing-options.ts';
import type { SeriesRepository } from '../ports/series-repository.ts';
import type { Strategy, StrategyReport } from '../ports/strategy.ts';
import { ProofReader } from '../proof/proof-reader.ts';
import { SeriesReader } from '../series/series-reader.ts';
import { printable } from '../text/printable.ts';
import type { TimeRange } from '../timestamps/timestamp.ts';
import { CarriedTrades } from './carried-trades.ts';
import { ContinuousCvd } from './continuous-cvd.ts';
import type { DataPart, DataSource } from './data-source.ts';
import { openParts } from './open-parts.ts';
import { type OnBadTrade, PartReader } from './part-reader.ts';
import { withoutSpareParts } from './partial-parts.ts';
import { emptyRange, findOverlaps, instrumentsOf, type PartSelection, selectParts } from './select-parts.ts';
import { makeStoredBooks } from './stored-books.ts';
import { findTradeOverlap, overlappingTrades } from './trade-overlaps.ts';

/** How to read a data set. */
export interface DataSetOptions {
  /** The settings that stored metrics must have; others are computed live. */
  readonly settings: MetricSettings;
  /** Snapshots a batch. */
  readonly batchSize: number;
  readonly onWarning?: (message: string) => void;
}

/** What to read: all instruments and all time by default. */
export interface DataQuery {
  readonly instrument?: string;
  readonly range?: TimeRange;
  /** When the CVD starts anew; never, by default. */
  readonly cvdReset?: CvdReset;
}

/** What to feed to a strategy, and how to watch it. */
export interface StrategyRunOptions extends DataQuery {
  readonly signal?: CancellationSignal;
  readonly onProgress?: (progress: ProcessingProgress) => void;
}

/** What makes the parts of an instrument one. */
interface Joint {
  readonly cvd: ContinuousCvd;
  readonly trades: CarriedTrades;
}

/**
 * Many sources as one: the parts of an instrument follow one another in time, with one continuous CVD. Metrics are the
 * stored ones where they are whole, current and of the wanted settings, else computed from the rows. Every read throws
 * `unknown-instrument`, `empty-range` or `overlapping-sources` where there is nothing to read or no telling what.
 */
export class DataSet {
  readonly parts: readonly DataPart[];
  /** Reads what pictures need: see {@link SeriesRepository}. */
  readonly series: SeriesRepository;
  /** Shows single snapshots and what their metrics are made of. */
  readonly proofs: ProofReader;
  readonly #options: DataSetOptions;

  private constructor(parts: readonly DataPart[], options: DataSetOptions) {
    checkMetricSettings(options.settings);
    checkBatchSize(options.batchSize);
    this.parts = parts;
    this.#options = options;
    this.series = new SeriesReader(parts, options.settings, options.batchSize);
    this.proofs = new ProofReader(parts, options.settings, options.batchSize);
  }

  /**
   * Looks into every source; who opened the sources closes them.
   * @throws OrderflowError `bad-argument` for settings or a batch size that cannot be.
   */
  static async open(sources: readonly DataSource[], options: DataSetOptions): Promise<DataSet> {
    const parts: DataPart[] = [];
    for (const source of sources) parts.push(...(await openParts(source, options.settings)));
    return DataSet.of(parts, options);
  }

  /**
   * A data set of parts that others found in their sources, with these settings. Parts without snapshots, and metrics
   * without rows, are left out where other parts have more of the same.
   */
  static of(all: readonly DataPart[], options: DataSetOptions): DataSet {
    const parts = withoutSpareParts(all);
    for (const [first, second] of findOverlaps(parts)) {
      options.onWarning?.(
        `${first.source.repository.name} and ${second.source.repository.name} hold the same time of ${printable(first.instrument)}`,
      );
    }
    return new DataSet(parts, options);
  }

  /** The instruments, by name. */
  get instruments(): readonly string[] {
    return instrumentsOf(this.parts);
  }

  /** The parts that a query reads, instrument by instrument in order of time. */
  select({ instrument, range = {} }: DataQuery): readonly PartSelection[] {
    return selectParts(this.parts, instrument, range);
  }

  /** Metrics in batches, instrument by instrument, in time order. */
  async *iterateMetrics(query: DataQuery): AsyncGenerator<MetricColumns> {
    yield* this.#iterate(
      query,
      (reader, range) => reader.metrics(range),
      ({ cvd }, part, columns) => cvd.apply(part, columns),
    );
  }

  /**
   * Good trades in batches, instrument by instrument, in time order; none at all is no error. `onBadTrade` is told the
   * others of the range; unreadable times belong to a range without bounds alone.
   * @throws OrderflowError `overlapping-sources` also where the trades of two sources overlap in time.
   */
  async *iterateTrades(query: DataQuery, onBadTrade?: OnBadTrade): AsyncGenerator<TradeColumns> {
    for (const { all, touched } of this.select(query)) {
      const overlap = await findTradeOverlap(all.map((part) => this.#read(part)));
      if (overlap !== null) throw overlappingTrades(overlap, all[0]!.instrument);
      // Between the snapshots of two parts, trades may lie in either.
      const first = Math.max(0, all.indexOf(touched[0]!) - 1);
      const end = all.indexOf(touched.at(-1)!) + 2;
      for (const part of all.slice(first, end)) {
        yield* this.#read(part).trades(query.range ?? {}, true, { onBadTrade });
      }
    }
  }

  /**
   * Books in batches, instrument by instrument, in time order; with levels they are computed from the rows. Those from
   * metrics can do without the exchange's ids of trades, which cost time.
   */
  async *iterateBooks(query: DataQuery, reads: 'metrics' | 'levels', withTradeIds = true): AsyncGenerator<Book> {
    const open = (reader: PartReader, range: TimeRange) =>
      reads === 'levels' ? reader.books(range) : storedBooks(reader, range, withTradeIds);
    yield* this.#iterate(query, open, joinBook);
  }

  /** Feeds a strategy with all books of a query and returns what it found; ends early where the signal says so. */
  async runStrategy(strategy: Strategy, options: StrategyRunOptions): Promise<StrategyReport> {
    const touched = this.select(options).flatMap((selection) => selection.touched);
    const totalRows = touched.reduce((sum, part) => sum + part.snapshots, 0);
    let rows = 0;
    for await (const book of this.iterateBooks(options, strategy.reads ?? 'levels', strategy.withTradeIds)) {
      await strategy.onBooktick(book);
      rows = Math.min(totalRows, rows + book.length);
      options.onProgress?.({ rows, totalRows });
      if (options.signal?.aborted === true) return strategy.finish();
    }
    if (rows < totalRows) options.onProgress?.({ rows: totalRows, totalRows });
    return strategy.finish();
  }

  async *#iterate<Batch>(
    query: DataQuery,
    open: (reader: PartReader, range: TimeRange) => AsyncIterable<Batch>,
    join: (joint: Joint, part: number, batch: Batch) => Promise<Batch>,
  ): AsyncGenerator<Batch> {
    const { range = {}, cvdReset = 'none' } = query;
    const selections = this.select(query);
    let isEmpty = true;
    for (const { all, touched } of selections) {
      const readers = all.map((part) => this.#read(part));
      await this.#warnOfTrades(readers);
      const joint = { cvd: new ContinuousCvd(readers, cvdReset), trades: new CarriedTrades(readers, range) };
      for (const part of touched) {
        const index = all.indexOf(part);
        for await (const batch of open(readers[index]!, range)) {
          isEmpty = false;
          yield await join(joint, index, batch);
        }
      }
    }
    if (isEmpty) throw emptyRange(selections, range);
  }

  async #warnOfTrades(readers: readonly PartReader[]): Promise<void> {
    const overlap = await findTradeOverlap(readers);
    if (overlap === null) return;
    const { message } = overlappingTrades(overlap, readers[0]!.part.instrument);
    this.#options.onWarning?.(`${message}: trades that stand in both count twice`);
  }

  #read(part: DataPart): PartReader {
    return new PartReader(part, this.#options.settings, this.#options.batchSize);
  }
}

function storedBooks(reader: PartReader, range: TimeRange, withTradeIds: boolean): AsyncIterable<Book> {
  return makeStoredBooks(reader.part.instrument, reader.metrics(range), reader.trades(range, withTradeIds));
}

async function joinBook({ cvd, trades }: Joint, part: number, book: Book): Promise<Book> {
  const joined = await trades.apply(part, book);
  return joined.with({ metrics: await cvd.apply(part, book.metrics) });
}
