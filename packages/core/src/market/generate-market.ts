import { InstrumentFeed } from './instrument-feed.ts';
import { type MarketOptions, type MarketSettings, resolveMarketOptions } from './market-options.ts';
import { MarketRowWriter } from './market-row-writer.ts';
import type { MarketBatch } from './market-rows.ts';

const MOST_BATCH_ROWS = 1000;
/** Levels of both sides in a batch: about 10 MB of text. */
const MOST_BATCH_LEVELS = 400_000;

/**
 * A made-up market: order-book snapshots and trades as rows of the tables `book` and `trades`, in batches, in the order
 * in which they arrive, in constant memory. The touch is one tick wide most of the time; imbalance leads the price;
 * trades come in bursts, eat levels and move the price; sizes are heavy-tailed; activity clusters. It ends with the
 * trades after the last snapshot. The same options give the same rows, byte for byte, on every machine.
 * @throws OrderflowError `bad-argument` where an option is out of its bounds.
 */
export function generateMarket(options: MarketOptions = {}): Generator<MarketBatch, void, void> {
  const settings = resolveMarketOptions(options);
  const feeds = settings.instruments.map((_, index) => new InstrumentFeed(settings, index));
  return marketBatches(settings, feeds);
}

function* marketBatches(
  settings: MarketSettings,
  feeds: readonly InstrumentFeed[],
): Generator<MarketBatch, void, void> {
  const rows = new MarketRowWriter(settings);
  const batchRows = Math.min(MOST_BATCH_ROWS, Math.ceil(MOST_BATCH_LEVELS / (2 * settings.levels)));
  for (let snapshots = 0; ; ) {
    const feed = earliest(feeds);
    const trade = feed.nextTrade();
    if (trade !== undefined) rows.sendTrade(feed, trade);
    else if (snapshots === settings.snapshots) break;
    else {
      rows.sendSnapshot(feed);
      feed.advance();
      snapshots++;
    }
    if (rows.waiting >= batchRows) yield rows.take();
  }
  rows.finish();
  if (rows.waiting > 0) yield rows.take();
}

function earliest(feeds: readonly InstrumentFeed[]): InstrumentFeed {
  let first = feeds[0]!;
  for (const feed of feeds) {
    const sooner = feed.timestamp - first.timestamp || feed.nanoseconds - first.nanoseconds;
    if (sooner < 0) first = feed;
  }
  return first;
}
