import type { MetricColumns } from '../columns/metric-columns.ts';
import { MetricColumnsBuilder } from '../columns/metric-columns-builder.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import { TradeColumnsBuilder } from '../columns/trade-columns-builder.ts';
import { OrderflowError } from '../errors.ts';
import { Book } from '../models/book.ts';
import { MOST_TRADES } from '../pipeline/book-collector.ts';
import { TradeFeed } from '../pipeline/trade-feed.ts';

/** Pairs metrics and good trades of one instrument, both in time order, into books without levels. */
export async function* makeStoredBooks(
  instrument: string,
  metrics: AsyncIterable<MetricColumns>,
  trades: AsyncIterable<TradeColumns>,
): AsyncGenerator<Book> {
  const feed = new TradeFeed(trades, null);
  try {
    for await (const columns of metrics) yield* booksOf(instrument, columns, feed);
  } finally {
    await feed.close();
  }
}

async function* booksOf(instrument: string, columns: MetricColumns, feed: TradeFeed): AsyncGenerator<Book> {
  let rows = new MetricColumnsBuilder(columns.count);
  let taken = new TradeColumnsBuilder();
  let tradeEnds: number[] = [];
  for (let row = 0; row < columns.count; row++) {
    await pull(feed, columns, row, taken);
    rows.push(columns, row);
    tradeEnds.push(taken.count);
    if (row + 1 < columns.count && taken.count < MOST_TRADES) continue;
    const parts = { instrument, trades: taken.build(), tradeEnds: Uint32Array.from(tradeEnds) };
    yield new Book({ ...parts, metrics: rows.build(columns.instrumentNames) });
    rows = new MetricColumnsBuilder(columns.count - row - 1);
    taken = new TradeColumnsBuilder();
    tradeEnds = [];
  }
}

async function pull(feed: TradeFeed, columns: MetricColumns, row: number, taken: TradeColumnsBuilder): Promise<void> {
  const take = (trades: TradeColumns, trade: number) => taken.push(trades, trade);
  while (true) {
    const outcome = feed.pullUpTo(columns.timestamps[row]!, columns.nanoseconds[row]!, take);
    if (outcome === 'pulled') return;
    if (outcome === 'disorder') throw new OrderflowError('broken-invariant', 'trades read in time order are not in it');
    await feed.load();
  }
}
