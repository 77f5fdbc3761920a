import type { MetricColumns } from '../columns/metric-columns.ts';
import { metricsFrom } from '../columns/metrics-from.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import { TradeColumnsBuilder } from '../columns/trade-columns-builder.ts';
import type { MetricSettings } from '../configuration/metric-settings.ts';
import { OrderflowError } from '../errors.ts';
import type { CompensatedSum } from '../metrics/compensated-sum.ts';
import { CvdAccumulator } from '../metrics/cvd-accumulator.ts';
import type { Book } from '../models/book.ts';
import { type MetricStreamBatch, type MetricStreamOptions, streamMetrics } from '../pipeline/metric-stream.ts';
import { FIRST_STATE } from '../pipeline/resume-plan.ts';
import { problemOfTrade } from '../pipeline/row-problems.ts';
import type { ProblemReason, SourceTable } from '../ports/row-problem.ts';
import { justAfter, type TimeRange, type Timestamp } from '../timestamps/timestamp.ts';
import type { DataPart } from './data-source.ts';
import { checkRows } from './partial-parts.ts';
import { checkStored } from './stored-metrics.ts';

/** The CVD of one part, all trades up to and with a moment counted. */
export interface KnownCvd {
  readonly cvd: number | CompensatedSum;
  readonly position: Timestamp;
}

/** Is told a trade that cannot be used: its columns, its row in them, and why. */
export type OnBadTrade = (trades: TradeColumns, row: number, reason: ProblemReason) => void;

/** How trades are read. */
interface TradeReading {
  /** Rows a batch. */
  readonly batchSize?: number;
  readonly onBadTrade?: OnBadTrade | undefined;
}

/** Reads the metrics, books and trades of one part; CVD as the source itself has it, from 0 at its first trade. */
export class PartReader {
  readonly part: DataPart;
  readonly #settings: MetricSettings;
  readonly #batchSize: number;

  constructor(part: DataPart, settings: MetricSettings, batchSize: number) {
    this.part = part;
    this.#settings = settings;
    this.#batchSize = batchSize;
  }

  /** Metrics of a range: the stored ones, else computed. */
  async *metrics(range: TimeRange): AsyncGenerator<MetricColumns> {
    const { instrument, source, state } = this.part;
    if (state !== null && source.metrics !== null) {
      await checkStored(this.part, this.#settings);
      yield* source.metrics.loadMetricsByTimerange({ instrument, range, batchSize: this.#batchSize });
      return checkStored(this.part, this.#settings);
    }
    for await (const { batch } of this.#stream(range, null)) {
      const metrics = metricsFrom(batch.metrics, range.start);
      if (metrics.count > 0) yield metrics;
    }
  }

  /** Books of a range with levels and trades, computed from the rows. */
  async *books(range: TimeRange): AsyncGenerator<Book> {
    const { instrument } = this.part;
    checkRows(this.part);
    const books = range.start === undefined ? { instrument } : { instrument, from: range.start };
    for await (const { book } of this.#stream(range, books)) if (book !== null) yield book;
  }

  /** Good trades of a range in time order. */
  async *trades(
    range: TimeRange,
    withTradeIds: boolean,
    { batchSize = this.#batchSize, onBadTrade }: TradeReading = {},
  ): AsyncGenerator<TradeColumns> {
    const { instrument, source } = this.part;
    const query = { instrument, range, order: 'time', withTradeIds, batchSize } as const;
    for await (const columns of source.repository.iterateTradeRows(query)) {
      const good = goodTrades(columns, onBadTrade);
      if (good.count > 0) yield good;
    }
  }

  /**
   * The CVD of all trades before a moment, or of all trades, whether a snapshot follows or not; with exact matching that
   * of all snapshots before it. `passed` is the last snapshot before the moment, where it is known.
   */
  async cvdBefore(moment?: Timestamp, passed: KnownCvd | null = null): Promise<number> {
    const known = passed ?? (await this.#lastStored(moment));
    const isExact = this.#settings.tradeMatching === 'exact';
    if (isExact && known === null) return this.#lastComputed(moment);
    const cvd = new CvdAccumulator(known?.cvd ?? 0);
    if (isExact) return cvd.total;
    const start = known === null ? {} : { start: justAfter(known.position) };
    const range = moment === undefined ? start : { ...start, end: moment };
    for await (const { sizes, sides, timestamps, count } of this.trades(range, false)) {
      for (let row = 0; row < count; row++) cvd.add(sides[row]! * sizes[row]!, timestamps[row]!);
    }
    return cvd.total;
  }

  /** The last stored CVD, before a moment or of all; null where none is stored. */
  async #lastStored(moment: Timestamp | undefined): Promise<KnownCvd | null> {
    const { instrument, source, state } = this.part;
    if (state === null || state.position === null || source.metrics === null) return null;
    if (moment !== undefined) {
      const last = await source.metrics.loadLastMetricBefore(instrument, moment);
      await checkStored(this.part, this.#settings);
      return last;
    }
    const cvd = state.instruments.find((own) => own.instrument === instrument);
    return { cvd: cvd ?? 0, position: state.position };
  }

  async #lastComputed(moment: Timestamp | undefined): Promise<number> {
    let last = 0;
    for await (const { cvd, count } of this.metrics(moment === undefined ? {} : { end: moment }))
      last = cvd[count - 1]!;
    return last;
  }

  /** Computes from the rows. Exact matching needs every snapshot from the first on. */
  async *#stream({ start, end }: TimeRange, books: MetricStreamOptions['books']): AsyncGenerator<MetricStreamBatch> {
    const { instrument, source } = this.part;
    const isFromFirst = start === undefined || this.#settings.tradeMatching === 'exact';
    const toEnd = end === undefined ? {} : { end };
    const query = { instrument, order: 'time', batchSize: this.#batchSize } as const;
    const steps = streamMetrics({
      repository: source.repository,
      settings: this.#settings,
      state: FIRST_STATE,
      book: { ...query, range: isFromFirst ? toEnd : { start, ...toEnd } },
      trades: { ...query, range: toEnd },
      books,
    });
    for await (const step of steps) {
      if (step.kind === 'disorder') throw outOfOrder(source.repository.name, step.table);
      if (step.kind === 'batch') yield step;
    }
  }
}

/** The rows of good trades; the columns themselves where all are good. */
function goodTrades(columns: TradeColumns, onBadTrade?: OnBadTrade): TradeColumns {
  let first = 0;
  while (first < columns.count && problemOfTrade(columns, first) === null) first++;
  if (first === columns.count) return columns;
  const good = new TradeColumnsBuilder(columns.count);
  for (let row = 0; row < columns.count; row++) {
    const problem = problemOfTrade(columns, row);
    if (problem === null) good.push(columns, row);
    else onBadTrade?.(columns, row, problem);
  }
  return good.build();
}

function outOfOrder(name: string, table: SourceTable): OrderflowError {
  return new OrderflowError('broken-invariant', `${name}: ${table} rows that were read in time order are not in it`);
}
