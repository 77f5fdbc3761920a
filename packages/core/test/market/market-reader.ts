import { generateMarket, type MarketBookRow, type MarketOptions, type MarketTradeRow } from '../../src/index.ts';

export interface MarketRows {
  readonly book: readonly MarketBookRow[];
  readonly trades: readonly MarketTradeRow[];
}

/** All rows of a market. */
export function marketOf(options: MarketOptions): MarketRows {
  const batches = [...generateMarket(options)];
  return { book: batches.flatMap(({ book }) => book), trades: batches.flatMap(({ trades }) => trades) };
}

/** Price and size of every level of a side written as numbers. */
export function levelsOf(text: string | null): readonly (readonly [price: number, size: number])[] {
  return JSON.parse(text ?? '[]');
}

/** FNV-1a of the rows' text, 32 bits. */
export function hashOf(rows: MarketRows): string {
  let hash = 0x811c9dc5;
  const text = JSON.stringify(rows);
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
