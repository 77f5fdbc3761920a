import type { ExplainedFill, FillMarket } from '../api/api-types.ts';

/** A level of a book, or the place of a fill where no level is. */
export interface BookRow {
  readonly side: 'bids' | 'asks';
  readonly price: number;
  /** Null where the book shows nothing at the price. */
  readonly size: number | null;
  /** From 1, the best; null where there is no level. */
  readonly rank: number | null;
  /** Whether the fill was made at this price. */
  readonly isOwn: boolean;
  /** Levels left out above it. */
  readonly skipped: number;
}

type Level = FillMarket['bids'][number];
type Fill = Pick<ExplainedFill['fill'], 'price' | 'side'>;

/** Asks from the highest down, then bids from the best down; the price of the fill has a row even where no level is. */
export function bookRows({ bids, asks }: Pick<FillMarket, 'bids' | 'asks'>, fill: Fill): readonly BookRow[] {
  const above = rowsOf('asks', [...asks].reverse(), fill);
  const below = rowsOf('bids', bids, fill);
  const rows = [...above, ...below];
  if (rows.some(({ isOwn }) => isOwn)) return rows;
  const side = fill.side === 'buy' ? 'bids' : 'asks';
  const own: BookRow = { side, price: fill.price, size: null, rank: null, isOwn: true, skipped: 0 };
  const at = rows.findIndex(({ price }) => price < fill.price);
  return at < 0 ? [...rows, own] : rows.toSpliced(at, 0, own);
}

function rowsOf(side: 'bids' | 'asks', levels: readonly Level[], fill: Fill): readonly BookRow[] {
  return levels.map(({ price, size, rank }, index) => {
    const before = levels[index - 1]?.rank;
    const skipped = before === undefined ? 0 : Math.abs(rank - before) - 1;
    return { side, price, size, rank, isOwn: price === fill.price, skipped };
  });
}
