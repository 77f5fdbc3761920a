import type { MetricColumns } from '../columns/metric-columns.ts';
import { metricsBetween } from '../columns/metrics-from.ts';
import type { TradeColumns } from '../columns/trade-columns.ts';
import { TradeColumnsBuilder } from '../columns/trade-columns-builder.ts';
import { OrderflowError } from '../errors.ts';
import { Book } from '../models/book.ts';
import { MOST_TRADES } from '../pipeline/book-collector.ts';
import { TradeFeed, type TradeTaker } from '../pipeline/trade-feed.ts';

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
  let first = 0;
  let taken = new TradeColumnsBuilder();
  let tradeEnds = new Uint32Array(columns.count);
  const take = (trades: TradeColumns, trade: number) => taken.push(trades, trade);
  for (let row = 0; row < columns.count; row++) {
    while (!pull(feed, columns, row, take)) await feed.load();
    tradeEnds[row - first] = taken.count;
    if (row + 1 < columns.count && taken.count < MOST_TRADES) continue;
    const parts = { instrument, trades: taken.build(), tradeEnds: tradeEnds.subarray(0, row + 1 - first) };
    yield new Book({ ...parts, metrics: metricsBetween(columns, first, row + 1) });
    first = row + 1;
    taken = new TradeColumnsBuilder();
    tradeEnds = new Uint32Array(columns.count - first);
  }
}

/** Takes the trades up to a row; false where more must be loaded first. */
function pull(feed: TradeFeed, { timestamps, nanoseconds }: MetricColumns, row: number, take: TradeTaker): boolean {
  const outcome = feed.pullUpTo(timestamps[row]!, nanoseconds[row]!, take);
  if (outcome === 'disorder') throw new OrderflowError('broken-invariant', 'trades read in time order are not in it');
  return outcome === 'pulled';
}
