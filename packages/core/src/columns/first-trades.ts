import type { TradeColumns } from './trade-columns.ts';

/** The first `count` rows. Shares memory. */
export function firstTrades(columns: TradeColumns, count: number): TradeColumns {
  if (count === columns.count) return columns;
  return {
    count,
    ids: columns.ids.subarray(0, count),
    instruments: columns.instruments.subarray(0, count),
    instrumentNames: columns.instrumentNames,
    timestamps: columns.timestamps.subarray(0, count),
    nanoseconds: columns.nanoseconds.subarray(0, count),
    prices: columns.prices.subarray(0, count),
    sizes: columns.sizes.subarray(0, count),
    sides: columns.sides.subarray(0, count),
    tradeIds: columns.tradeIds.slice(0, count),
  };
}
