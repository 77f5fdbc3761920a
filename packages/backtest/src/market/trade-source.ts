import type { OnBadTrade, TradeColumns } from '@orderflow/core';
import type { ChunkBuilder, TradeParts } from './chunk-builder.ts';
import { ColumnSource } from './event-source.ts';
import type { MarketClock } from './market-clock.ts';
import type { SkippedRowLog } from './skipped-rows.ts';

/** The good trades of one instrument. */
export class TradeSource extends ColumnSource<TradeColumns> {
  readonly #instrument: number;
  readonly #trade = { price: 0, size: 0, sign: 0 } satisfies TradeParts;

  constructor(batches: AsyncIterable<TradeColumns>, instrument: number, clock: MarketClock) {
    super(batches, clock);
    this.#instrument = instrument;
  }

  protected override addTo(builder: ChunkBuilder, { ids, prices, sizes, sides }: TradeColumns, row: number): void {
    const trade = this.#trade;
    trade.price = prices[row]!;
    trade.size = sizes[row]!;
    trade.sign = sides[row]!;
    builder.addTrade(this.#instrument, this.clock, ids[row]!, trade);
  }

  protected override onTimeless(): void {
    // A good trade has its time.
  }
}

/** Notes trades that are left out. */
export function makeTradeSkip(skipped: SkippedRowLog, clock: MarketClock): OnBadTrade {
  return ({ ids, timestamps, nanoseconds }, row, reason) => {
    const timestamp = timestamps[row]!;
    const at = Number.isNaN(timestamp) ? null : clock.of(timestamp, nanoseconds[row]!);
    skipped.add('trades', reason, ids[row]!, at);
  };
}
