import type { Trade } from '../models/trade.ts';
import type { TradeColumns } from './trade-columns.ts';

/** One row of trade columns as an object; the row must hold a good trade. */
export function tradeFromRow(columns: TradeColumns, row: number): Trade {
  return {
    id: columns.ids[row]!,
    instrument: columns.instrumentNames[columns.instruments[row]!]!,
    tradeId: columns.tradeIds[row] ?? null,
    price: columns.prices[row]!,
    size: columns.sizes[row]!,
    side: columns.sides[row]! > 0 ? 'buy' : 'sell',
    timestamp: columns.timestamps[row]!,
    nanoseconds: columns.nanoseconds[row]!,
  };
}
