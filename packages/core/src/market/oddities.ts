import type { MarketBookRow, MarketTradeRow } from './market-rows.ts';
import type { Random } from './random.ts';

type BookOddity = (row: MarketBookRow) => Partial<MarketBookRow>;
type TradeOddity = (row: MarketTradeRow) => Partial<MarketTradeRow>;

/** Everything odd that a book row can be: some of it bad, some of it merely rare. */
const BOOK_ODDITIES: readonly BookOddity[] = [
  () => ({ bids: null }),
  () => ({ asks: '' }),
  () => ({ asks: '[]' }),
  () => ({ bids: '[]', asks: null }),
  ({ bids, asks }) => ({ bids: asks, asks: bids }),
  ({ bids, asks }) => ({ bids: withFirst(bids, firstLevel(asks)) }),
  ({ bids }) => ({ bids: withFirst(bids, '[0.5,0,0,0]') }),
  ({ bids }) => ({ bids: withFirst(bids, firstLevel(bids)) }),
  ({ bids }) => ({ bids: withFirst(bids, '[5e-1, 1.5E+0]') }),
  ({ bids }) => ({ bids: spacedOut(bids) }),
  ({ asks }) => ({ asks: withFirst(asks, '[60000,-1,0,1]') }),
  ({ asks }) => ({ asks: withFirst(asks, '[NaN,1,0,1]') }),
  ({ asks }) => ({ asks: asks?.slice(0, -3) ?? null }),
  () => ({ bids: 'no levels' }),
  () => ({ timestamp: 'yesterday' }),
  () => ({ timestamp: null }),
  () => ({ instrument: null }),
];

/** Everything odd that a trade row can be. */
const TRADE_ODDITIES: readonly TradeOddity[] = [
  () => ({ price: null }),
  () => ({ price: 0 }),
  () => ({ size: null }),
  () => ({ size: -1 }),
  () => ({ side: null }),
  () => ({ side: 'unknown' }),
  ({ side }) => ({ side: side?.toUpperCase() ?? null }),
  () => ({ tradeId: null }),
  () => ({ tradeId: '1' }),
  () => ({ timestamp: '' }),
  () => ({ instrument: null }),
];

/** The book row with something odd about it. */
export function oddBookRow(row: MarketBookRow, random: Random): MarketBookRow {
  return { ...row, ...BOOK_ODDITIES[random.below(BOOK_ODDITIES.length)]!(row) };
}

/** The trade row with something odd about it. */
export function oddTradeRow(row: MarketTradeRow, random: Random): MarketTradeRow {
  return { ...row, ...TRADE_ODDITIES[random.below(TRADE_ODDITIES.length)]!(row) };
}

function firstLevel(text: string | null): string {
  return text?.slice(1, text.indexOf(']') + 1) ?? '[]';
}

function withFirst(text: string | null, level: string): string {
  return text === null || text.length < 3 ? `[${level}]` : `[${level},${text.slice(1)}`;
}

function spacedOut(text: string | null): string | null {
  return text?.replaceAll(',', ' ,\n\t').replaceAll('[', '[ ') ?? null;
}
