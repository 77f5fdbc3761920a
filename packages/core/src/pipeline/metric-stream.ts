import { MetricColumnsBuilder } from '../columns/metric-columns-builder.ts';
import type { SnapshotColumns } from '../columns/snapshot-columns.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import type { MetricSettings } from '../configuration/metric-settings.ts';
import type { Book } from '../models/book.ts';
import type { MetricsBatch } from '../ports/metrics-repository.ts';
import type { OrderflowRepository, RowQuery } from '../ports/orderflow-repository.ts';
import type { ProcessingState } from '../ports/processing-state.ts';
import type { RowProblem, SourceTable } from '../ports/row-problem.ts';
import type { PyramidBuilder } from '../pyramid/pyramid-builder.ts';
import type { Timestamp } from '../timestamps/timestamp.ts';
import { BookCollector } from './book-collector.ts';
import { checkMetrics } from './check-metrics.ts';
import { computeSnapshots } from './compute-snapshots.ts';
import { ProcessingRun } from './processing-run.ts';
import { SnapshotMetrics } from './snapshot-metrics.ts';
import { type PullOutcome, TradeFeed } from './trade-feed.ts';
import { findUntimedRows } from './untimed-rows.ts';

/** So many skipped trades before one snapshot are handed out without waiting for it. */
export const MOST_PROBLEMS = 16_384;

/** What to stream. */
export interface MetricStreamOptions {
  readonly repository: OrderflowRepository;
  readonly settings: MetricSettings;
  /** Where to go on from. */
  readonly state: ProcessingState;
  readonly book: RowQuery;
  readonly trades: RowQuery;
  /**
   * Whether batches carry books for a strategy, with snapshots and trades from a moment on; null for none. The rows must
   * be those of one instrument then.
   */
  readonly books: { readonly instrument: string; readonly from?: Timestamp } | null;
  /** Sees every good trade, to build the pyramid; those that wait behind the last snapshot too. */
  readonly pyramid?: Pick<PyramidBuilder, 'onTrade' | 'onWaitingTrade'> | null;
}

/** A batch of the stream. */
export interface MetricStreamBatch {
  readonly kind: 'batch';
  readonly batch: MetricsBatch;
  /** Its snapshots with a metric; null where there is none, or where books were not asked for. */
  readonly book: Book | null;
  /** Number of book rows that were consumed, good or bad. */
  readonly bookRows: number;
}

/** A step of the stream. */
export type MetricStreamStep =
  | MetricStreamBatch
  /** A row stands before one that was consumed already: everything from `at` on must be computed anew, in time order. */
  | { readonly kind: 'disorder'; readonly table: SourceTable; readonly at: Timestamp }
  | { readonly kind: 'end'; readonly waitingTrades: number };

/**
 * Streams metrics batch by batch: computes, stores nothing, holds one batch in memory.
 * @throws OrderflowError `broken-invariant` where a metric cannot be.
 */
export async function* streamMetrics(options: MetricStreamOptions): AsyncGenerator<MetricStreamStep> {
  const { repository, settings, state } = options;
  const feed = new TradeFeed(
    repository.iterateTradeRows({ ...options.trades, withTradeIds: options.books !== null }),
    state.position,
  );
  try {
    yield* streamUntimedRows(options);
    feed.start();
    const collector = options.books === null ? null : new BookCollector(options.books.instrument, options.books.from);
    const run = new ProcessingRun(settings, state, feed, collector ?? options.pyramid ?? null);
    let current = state;
    for await (const columns of readSnapshots(options, collector)) {
      for await (const step of streamBatch(columns, run, feed, collector, current)) {
        if (step.kind === 'batch') checkMetrics(step.batch.metrics, repository.name);
        yield step;
        if (step.kind === 'disorder') return;
        if (step.kind === 'batch') current = step.batch.state;
      }
    }
    yield* drain(feed, run, options.pyramid ?? null);
  } finally {
    await feed.close();
  }
}

/** Snapshots computed behind the port, or here where a collector needs the levels too. */
async function* readSnapshots(
  { repository, book, settings }: MetricStreamOptions,
  collector: BookCollector | null,
): AsyncGenerator<SnapshotColumns> {
  if (collector === null) return yield* repository.iterateSnapshots(book, settings.depth);
  const metrics = new SnapshotMetrics(settings.depth);
  for await (const columns of repository.iterateBookRows(book)) {
    collector.startBatch(columns);
    yield computeSnapshots(columns, metrics);
  }
}

async function* streamBatch(
  columns: SnapshotColumns,
  run: ProcessingRun,
  feed: TradeFeed,
  collector: BookCollector | null,
  stateBefore: ProcessingState,
): AsyncGenerator<MetricStreamStep> {
  let from = 0;
  let state = stateBefore;
  run.startBatch(columns.count);
  for (let row = 0; row < columns.count; row++) {
    let outcome = run.takeRow(columns, row);
    while (outcome === 'dry') {
      if (run.problemCount >= MOST_PROBLEMS) yield problemStep(run.takeProblems(), state);
      await feed.load();
      outcome = run.takeRow(columns, row);
    }
    if (outcome === 'disorder') return yield disorderOf(columns, row, run, feed);
    if (row + 1 < columns.count && collector?.isFull !== true) continue;
    const batch = run.takeBatch(columns.instrumentNames);
    state = batch.state;
    yield { kind: 'batch', batch, book: collector?.takeBook(batch.metrics) ?? null, bookRows: row + 1 - from };
    from = row + 1;
    run.startBatch(columns.count - from);
  }
}

function disorderOf(columns: SnapshotColumns, row: number, run: ProcessingRun, feed: TradeFeed): MetricStreamStep {
  const table = run.disorderedTable;
  const bookTime = { timestamp: columns.timestamps[row]!, nanoseconds: columns.nanoseconds[row]! };
  return { kind: 'disorder', table, at: table === 'book' ? bookTime : feed.headTime };
}

/** Where a table is read behind a place, its rows without a readable timestamp stand before that place. */
async function* streamUntimedRows(options: MetricStreamOptions): AsyncGenerator<MetricStreamStep> {
  for (const table of ['book', 'trades'] as const) {
    if (options[table].after === undefined) continue;
    for await (const problems of findUntimedRows(options.repository, table, options[table].batchSize)) {
      yield problemStep(problems, options.state);
    }
  }
}

/** Skipped rows without a metric; the state is that of the batch before, so that a run goes on from there. */
function problemStep(problems: readonly RowProblem[], state: ProcessingState): MetricStreamBatch {
  const batch = { metrics: new MetricColumnsBuilder(0).build([]), problems, state, checkpoints: [] };
  return { kind: 'batch', batch, book: null, bookRows: 0 };
}

/** Counts the good trades behind the last snapshot; one of them may turn out to belong before it. */
async function* drain(
  feed: TradeFeed,
  run: ProcessingRun,
  pyramid: Pick<PyramidBuilder, 'onWaitingTrade'> | null,
): AsyncGenerator<MetricStreamStep> {
  let waitingTrades = 0;
  const leave = (columns: TradeColumns, row: number) => {
    if (!run.leaveTrade(columns, row)) return;
    waitingTrades++;
    pyramid?.onWaitingTrade(columns, row);
  };
  let outcome: PullOutcome = run.position === null ? 'pulled' : 'dry';
  while (outcome === 'dry') {
    outcome = feed.pullUpTo(Number.POSITIVE_INFINITY, 0, leave);
    if (outcome === 'dry') await feed.load();
    run.startBatch(0);
    const batch = run.takeBatch([]);
    if (batch.problems.length > 0) yield { kind: 'batch', batch, book: null, bookRows: 0 };
  }
  if (outcome === 'disorder') yield { kind: 'disorder', table: 'trades', at: feed.headTime };
  else yield { kind: 'end', waitingTrades };
}
