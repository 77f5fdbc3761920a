import type { TradeColumns } from '../columns/trade-columns.ts';
import type { MetricsRepository } from '../ports/metrics-repository.ts';
import type { OrderflowRepository } from '../ports/orderflow-repository.ts';
import type { ProcessingState } from '../ports/processing-state.ts';
import type { TileRepository } from '../ports/tile-repository.ts';
import { PyramidBuilder } from '../pyramid/pyramid-builder.ts';
import { restoreBuilder } from '../pyramid/restore-builder.ts';
import type { Timestamp } from '../timestamps/timestamp.ts';
import { problemOfTrade } from './row-problems.ts';
import { TradeFeed } from './trade-feed.ts';

const BATCH_ROWS = 8192;

/**
 * The builder of the pyramid beside the metrics, where it stands at a state; null where none is kept. Metrics without a
 * pyramid, or with one of another layout, get it from their stored rows first.
 */
export async function openPyramid(
  repository: OrderflowRepository,
  metrics: MetricsRepository,
  state: ProcessingState,
): Promise<PyramidBuilder | null> {
  const { tiles } = metrics;
  if (tiles === undefined) return null;
  const stored = await tiles.loadPyramidState();
  if (stored?.metricRows !== state.metricRows) return buildAnew(repository, metrics, tiles, state);
  return restoreBuilder(tiles, repository, state, stored.waitingTrades);
}

async function buildAnew(
  repository: OrderflowRepository,
  metrics: MetricsRepository,
  tiles: TileRepository,
  { position }: ProcessingState,
): Promise<PyramidBuilder> {
  await tiles.createPyramid();
  const builder = new PyramidBuilder({ metricRows: 0, timestamp: null, waitingTrades: null });
  if (position === null) return builder;
  const query = { order: 'time', withTradeIds: false, batchSize: BATCH_ROWS } as const;
  const feed = new TradeFeed(repository.iterateTradeRows(query), null);
  let moment: Timestamp | null = null;
  try {
    for await (const columns of metrics.loadMetricsByTimerange({ batchSize: BATCH_ROWS })) {
      // Written with the batch that follows: tiles that count all metrics must hold all trades too.
      if (moment !== null) await tiles.writeTiles(builder.takeTiles(moment.timestamp));
      const last = columns.count - 1;
      moment = { timestamp: columns.timestamps[last]!, nanoseconds: columns.nanoseconds[last]! };
      await takeTrades(feed, builder, moment);
      builder.addMetrics(columns);
    }
    await takeTrades(feed, builder, position);
    await tiles.writeTiles(builder.takeTiles(position.timestamp));
  } finally {
    await feed.close();
  }
  return builder;
}

async function takeTrades(feed: TradeFeed, builder: PyramidBuilder, moment: Timestamp): Promise<void> {
  const take = (columns: TradeColumns, row: number) => {
    if (problemOfTrade(columns, row) === null) builder.onTrade(columns, row);
  };
  while (feed.pullUpTo(moment.timestamp, moment.nanoseconds, take) === 'dry') await feed.load();
}
