import { generateMarket, type MarketBookRow, type MarketOptions, type MarketTradeRow } from '@orderflow/core';
import type { Loose, SqlValue } from './files.ts';

/** The first moment of the rows, in epoch milliseconds. */
export const START = 1_720_000_000_000;

/** A book row of one level a side, a second after the other. */
export function bookRow(id: number, changes: Partial<Loose<MarketBookRow>> = {}): Loose<MarketBookRow> {
  const timestamp = String(START + id * 1000);
  return { id, instrument: 'BTC', bids: '[[99,3,0,1]]', asks: '[[101,1,0,1]]', timestamp, ...changes };
}

/** A buy of 1 at the time of the book row with that id. */
export function tradeRow(id: number, changes: Partial<Loose<MarketTradeRow>> = {}): Loose<MarketTradeRow> {
  const timestamp = String(START + id * 1000);
  return { id, instrument: 'BTC', tradeId: `t${id}`, price: 100, size: 1, side: 'buy', timestamp, ...changes };
}

/** Rows of a generated market. */
export interface Market {
  readonly book: MarketBookRow[];
  readonly trades: MarketTradeRow[];
}

/** All rows of a generated market, small by default. */
export function marketRows(options: MarketOptions): Market {
  const market: Market = { book: [], trades: [] };
  for (const batch of generateMarket({ levels: 2, tradesPerSecond: 8, ...options })) {
    market.book.push(...batch.book);
    market.trades.push(...batch.trades);
  }
  return market;
}

/** Whole numbers from 0 to below `count` in a random order. */
function shuffled(count: number, random: () => number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let index = count - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [order[index], order[other]] = [order[other]!, order[index]!];
  }
  return order;
}

/** The rows under other ids, in any order but for rows of one time, which keep theirs. `ids` must rise. */
export function permuteIds<Row extends { readonly id: SqlValue; readonly timestamp: SqlValue }>(
  rows: readonly Row[],
  random: () => number,
): Row[] {
  const ids = rows.map(({ id }) => Number(id)).sort((a, b) => a - b);
  const places = shuffled(rows.length, random);
  const groups = new Map<string, number[]>();
  rows.forEach(({ timestamp }, row) => {
    const key = String(timestamp);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  });
  const permuted = [...rows];
  for (const members of groups.values()) {
    const slots = members.map((row) => places[row]!).sort((a, b) => a - b);
    members.sort((a, b) => Number(rows[a]!.id) - Number(rows[b]!.id));
    members.forEach((row, index) => {
      permuted[row] = { ...rows[row]!, id: ids[slots[index]!]! };
    });
  }
  return permuted.sort((a, b) => Number(a.id) - Number(b.id));
}
