import type { BookColumns } from '../columns/book-columns.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import type { MetricSettings } from '../configuration/metric-settings.ts';
import type { Book } from '../models/book.ts';
import type { MetricsBatch } from '../ports/metrics-repository.ts';
import type { OrderflowRepository, RowQuery } from '../ports/orderflow-repository.ts';
import type { ProcessingState } from '../ports/processing-state.ts';
import type { SourceTable } from '../ports/row-problem.ts';
import type { Timestamp } from '../timestamps/timestamp.ts';
import { BookCollector } from './book-collector.ts';
import { ProcessingRun } from './processing-run.ts';
import { TradeFeed } from './trade-feed.ts';

/** What to stream. */
export interface MetricStreamOptions {
  readonly repository: OrderflowRepository;
  readonly settings: MetricSettings;
  /** Where to go on from. */
  readonly state: ProcessingState;
  readonly book: RowQuery;
  readonly trades: RowQuery;
  /** Whether batches carry books for a strategy, with snapshots and trades from a moment on; null for none. */
  readonly books: { readonly from?: Timestamp } | null;
}

/** A step of the stream. */
export type MetricStreamStep =
  | { readonly kind: 'batch'; readonly batch: MetricsBatch; readonly books: readonly Book[]; readonly bookRows: number }
  /** A row stands before one that was consumed already: everything from `at` on must be computed anew, in time order. */
  | { readonly kind: 'disorder'; readonly table: SourceTable; readonly at: Timestamp }
  | { readonly kind: 'end'; readonly waitingTrades: number };

/** Streams metrics batch by batch: computes, stores nothing, holds one batch in memory. */
export async function* streamMetrics(options: MetricStreamOptions): AsyncGenerator<MetricStreamStep> {
  const { repository, settings, state } = options;
  const feed = new TradeFeed(
    repository.iterateTradeRows({ ...options.trades, withTradeIds: options.books !== null }),
    state.position,
  );
  try {
    const collector = options.books === null ? null : new BookCollector(options.books.from);
    const run = new ProcessingRun(settings, state, feed, collector);
    for await (const columns of repository.iterateBookRows(options.book)) {
      for await (const step of streamBatch(columns, run, feed, collector)) {
        yield step;
        if (step.kind === 'disorder') return;
      }
    }
    yield await drain(feed, run);
  } finally {
    await feed.close();
  }
}

async function* streamBatch(
  columns: BookColumns,
  run: ProcessingRun,
  feed: TradeFeed,
  collector: BookCollector | null,
): AsyncGenerator<MetricStreamStep> {
  let from = 0;
  run.startBatch(columns.count);
  for (let row = 0; row < columns.count; row++) {
    let outcome = run.takeRow(columns, row);
    while (outcome === 'dry') {
      await feed.load();
      outcome = run.takeRow(columns, row);
    }
    if (outcome === 'disorder') return yield disorderOf(columns, row, run, feed);
    if (row + 1 < columns.count && collector?.isFull !== true) continue;
    const batch = run.takeBatch(columns.instrumentNames);
    yield { kind: 'batch', batch, books: collector?.takeBooks(batch.metrics) ?? [], bookRows: row + 1 - from };
    from = row + 1;
    run.startBatch(columns.count - from);
  }
}

function disorderOf(columns: BookColumns, row: number, run: ProcessingRun, feed: TradeFeed): MetricStreamStep {
  const table = run.disorderedTable;
  const bookTime = { timestamp: columns.timestamps[row]!, nanoseconds: columns.nanoseconds[row]! };
  return { kind: 'disorder', table, at: table === 'book' ? bookTime : feed.headTime };
}

/** Counts the good trades behind the last snapshot; one of them may turn out to belong before it. */
async function drain(feed: TradeFeed, run: ProcessingRun): Promise<MetricStreamStep> {
  if (run.position === null) return { kind: 'end', waitingTrades: 0 };
  let waitingTrades = 0;
  const take = (_: TradeColumns, __: number) => {
    waitingTrades++;
  };
  while (true) {
    const outcome = feed.pullUpTo(Number.POSITIVE_INFINITY, 0, take);
    if (outcome === 'pulled') return { kind: 'end', waitingTrades };
    if (outcome === 'disorder') return { kind: 'disorder', table: 'trades', at: feed.headTime };
    await feed.load();
  }
}
