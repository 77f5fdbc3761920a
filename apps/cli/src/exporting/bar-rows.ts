import { BarBuilder, type BarColumns, barAt, formatTimestamp, type TradeColumns } from '@orderflow/core';
import type { Cell, RowStream } from './rows.ts';

const COLUMNS = [
  'instrument',
  'timestamp',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'buy_volume',
  'sell_volume',
  'trade_count',
];

/** Bars of so many seconds as rows; `timestamp` is where the bar starts. Windows without a trade are absent. */
export function barRows(trades: AsyncIterable<TradeColumns>, windowSeconds: number): RowStream {
  return { columns: COLUMNS, batches: toRows(trades, new BarBuilder(windowSeconds)) };
}

async function* toRows(
  batches: AsyncIterable<TradeColumns>,
  builder: BarBuilder,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  for await (const batch of batches) yield rowsOf(builder.add(batch));
  yield rowsOf(builder.flush());
}

function rowsOf(bars: BarColumns): readonly (readonly Cell[])[] {
  return Array.from({ length: bars.count }, (_, index) => {
    const bar = barAt(bars, index);
    return [
      bar.instrument,
      formatTimestamp({ timestamp: bar.timestamp, nanoseconds: 0 }),
      bar.open,
      bar.high,
      bar.low,
      bar.close,
      bar.volume,
      bar.buyVolume,
      bar.sellVolume,
      bar.tradeCount,
    ];
  });
}
