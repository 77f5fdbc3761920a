import { MetricColumnsBuilder } from '../columns/metric-columns-builder.ts';
import type { SnapshotColumns } from '../columns/snapshot-columns.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import type { MetricSettings } from '../configuration/metric-settings.ts';
import type { MetricsBatch } from '../ports/metrics-repository.ts';
import type { ProcessingState, RowPosition, TableProgress } from '../ports/processing-state.ts';
import type { ProblemReason, RowProblem, SourceTable } from '../ports/row-problem.ts';
import { CHECKPOINT_ROWS } from './checkpoint-rows.ts';
import { CvdLedger } from './cvd-ledger.ts';
import { problemOfTrade } from './row-problems.ts';
import type { PullOutcome, TradeFeed } from './trade-feed.ts';

/** Sees what a run takes, to make books for a strategy or the pyramid. */
export interface RunObserver {
  /** A good trade was taken. */
  onTrade(columns: TradeColumns, row: number): void;
  /** A snapshot got its metric; `row` is its row in the batch. */
  onSnapshot?(columns: SnapshotColumns, row: number): void;
}

/** What taking a row came to. */
export type TakeOutcome = 'taken' | Exclude<PullOutcome, 'pulled'>;

/**
 * The work in memory: takes book rows in (timestamp, id) order, pairs trades with them, and collects metrics, problems
 * and checkpoints until a batch is taken off. Knows no repository and awaits nothing.
 */
export class ProcessingRun {
  /** The table in which a row stood out of order, after the outcome `disorder`. */
  disorderedTable: SourceTable = 'book';

  readonly #feed: TradeFeed;
  readonly #observer: RunObserver | null;
  readonly #ledger: CvdLedger;
  readonly #takeTrade: (columns: TradeColumns, row: number) => void;
  readonly #book: { -readonly [Key in keyof TableProgress]: TableProgress[Key] };
  readonly #trades: { -readonly [Key in keyof TableProgress]: TableProgress[Key] };
  #position: RowPosition | null;
  #metricRows: number;
  #timestamp = 0;
  #nanoseconds = 0;
  #problems: RowProblem[] = [];
  #checkpoints: ProcessingState[] = [];
  #metrics = new MetricColumnsBuilder(0);

  constructor(settings: MetricSettings, state: ProcessingState, feed: TradeFeed, observer: RunObserver | null) {
    this.#feed = feed;
    this.#observer = observer;
    this.#ledger = new CvdLedger(settings.tradeMatching, state.instruments, state.position);
    this.#book = { ...state.book };
    this.#trades = { ...state.trades };
    this.#position = state.position;
    this.#metricRows = state.metricRows;
    this.#takeTrade = (columns, row) => this.#countTrade(columns, row);
  }

  /** The last snapshot taken, good or bad; null before the first. */
  get position(): RowPosition | null {
    return this.#position;
  }

  /** Number of rows skipped since the last batch was taken off. */
  get problemCount(): number {
    return this.#problems.length;
  }

  /** The rows skipped since the last batch; the batch goes on without them. */
  takeProblems(): readonly RowProblem[] {
    const problems = this.#problems;
    this.#problems = [];
    return problems;
  }

  /** Makes room for the metrics of one batch of book rows. */
  startBatch(capacity: number): void {
    this.#metrics = new MetricColumnsBuilder(capacity);
  }

  /** Takes one book row. After `dry` the feed must be loaded and the same row taken again. */
  takeRow(columns: SnapshotColumns, row: number): TakeOutcome {
    const timestamp = columns.timestamps[row]!;
    const id = columns.ids[row]!;
    if (Number.isNaN(timestamp)) {
      this.#skip('book', id, 'unreadable-timestamp');
      return 'taken';
    }
    const nanoseconds = columns.nanoseconds[row]!;
    if (!follows(this.#position, timestamp, nanoseconds, id)) return this.#disorder('book');
    this.#moveTo(timestamp, nanoseconds);
    const outcome = this.#feed.pullUpTo(timestamp, nanoseconds, this.#takeTrade);
    if (outcome === 'dry') return 'dry';
    if (outcome === 'disorder') return this.#disorder('trades');
    this.#position = { timestamp, nanoseconds, id };
    count(this.#book, id);
    this.#takeSnapshot(columns, row, id);
    return 'taken';
  }

  /**
   * Leaves a trade behind the last snapshot for the next one; whether it is good and waits. A trade without a readable
   * timestamp waits for nothing: it is a problem at once.
   */
  leaveTrade(columns: TradeColumns, row: number): boolean {
    const problem = problemOfTrade(columns, row);
    if (problem === 'unreadable-timestamp') this.#skip('trades', columns.ids[row]!, problem);
    return problem === null;
  }

  /** The batch so far; a new one begins. */
  takeBatch(instrumentNames: readonly string[]): MetricsBatch {
    const batch = {
      metrics: this.#metrics.build(instrumentNames),
      problems: this.takeProblems(),
      state: this.#state(),
      checkpoints: this.#checkpoints,
    };
    this.#checkpoints = [];
    return batch;
  }

  #moveTo(timestamp: number, nanoseconds: number): void {
    this.#timestamp = timestamp;
    this.#nanoseconds = nanoseconds;
    this.#ledger.moveTo(timestamp, nanoseconds);
  }

  #takeSnapshot(columns: SnapshotColumns, row: number, id: number): void {
    const problem = columns.problems.size === 0 ? undefined : columns.problems.get(row);
    if (problem !== undefined) {
      this.#skip('book', id, problem);
      return;
    }
    const instrument = columns.instrumentNames[columns.instruments[row]!]!;
    this.#push(columns, row, this.#ledger.settle(this.#ledger.accountOf(instrument)));
    this.#observer?.onSnapshot?.(columns, row);
    if (++this.#metricRows % CHECKPOINT_ROWS === 0) this.#checkpoints.push(this.#state());
  }

  #push(columns: SnapshotColumns, row: number, cvd: number): void {
    const metrics = this.#metrics;
    const at = metrics.count++;
    metrics.snapshotIds[at] = columns.ids[row]!;
    metrics.instruments[at] = columns.instruments[row]!;
    metrics.timestamps[at] = this.#timestamp;
    metrics.nanoseconds[at] = this.#nanoseconds;
    metrics.putText(at, columns.timestampTexts[row]);
    metrics.obi[at] = columns.obi[row]!;
    metrics.cvd[at] = cvd;
    metrics.bestBid[at] = columns.bestBid[row]!;
    metrics.bestAsk[at] = columns.bestAsk[row]!;
  }

  #countTrade(columns: TradeColumns, row: number): void {
    const id = columns.ids[row]!;
    const problem = problemOfTrade(columns, row);
    if (problem !== 'unreadable-timestamp') count(this.#trades, id);
    if (problem !== null) {
      this.#skip('trades', id, problem);
      return;
    }
    const isAtSnapshotTime =
      columns.timestamps[row] === this.#timestamp && columns.nanoseconds[row] === this.#nanoseconds;
    const account = this.#ledger.accountOf(columns.instrumentNames[columns.instruments[row]!]!);
    this.#ledger.take(account, columns.sides[row]! * columns.sizes[row]!, id, isAtSnapshotTime);
    this.#observer?.onTrade(columns, row);
  }

  #skip(table: SourceTable, rowId: number, reason: ProblemReason): void {
    this.#problems.push({ table, rowId, reason });
  }

  #disorder(table: SourceTable): 'disorder' {
    this.disorderedTable = table;
    return 'disorder';
  }

  #state(): ProcessingState {
    return {
      metricRows: this.#metricRows,
      position: this.#position,
      book: { ...this.#book },
      trades: { ...this.#trades },
      instruments: this.#ledger.toStates(),
    };
  }
}

function count(progress: { timedRows: number; lastId: number | null }, id: number): void {
  progress.timedRows++;
  if (progress.lastId === null || id > progress.lastId) progress.lastId = id;
}

function follows(position: RowPosition | null, timestamp: number, nanoseconds: number, id: number): boolean {
  if (position === null || timestamp > position.timestamp) return true;
  if (timestamp < position.timestamp) return false;
  return nanoseconds > position.nanoseconds || (nanoseconds === position.nanoseconds && id > position.id);
}
