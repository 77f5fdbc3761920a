/** A level of one side of a book, best first. */
export interface Level {
  readonly price: number;
  readonly size: number;
}

/**
 * What became of a level since the pinned moment: how much its size changed, `new` where there was none, `unseen` where
 * the book of then does not reach; null where nothing is pinned, or nothing changed.
 */
export type LevelChange = number | 'new' | 'unseen' | null;

/** A line of a depth ladder. */
export interface LadderRow extends Level {
  /** Sizes from the best level up to and with this one. */
  readonly total: number;
  /** Size as a share of the largest on either side that is shown, 0 to 1. */
  readonly share: number;
  /** Whether the OBI counts it. */
  readonly isCounted: boolean;
  readonly change: LevelChange;
}

/** Levels of a side that went since the pinned moment and are shown: the largest. */
const MOST_GONE = 4;

/** Both sides of a depth ladder, best first. */
export interface Ladder {
  readonly bids: readonly LadderRow[];
  readonly asks: readonly LadderRow[];
  /** Levels of the book that are not shown. */
  readonly hiddenBids: number;
  readonly hiddenAsks: number;
  /** Levels that went since the pinned moment and are not shown. */
  readonly lostBids: number;
  readonly lostAsks: number;
}

/** Both sides of a book, best first. */
export interface BookSides {
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  /** Levels that there are, where not all are given. */
  readonly levelCounts?: { readonly bids: number; readonly asks: number };
}

/** How a ladder is shown. */
export interface LadderOptions {
  /** Levels a side that are shown. */
  readonly shown: number;
  /** Levels a side that the OBI counts; null for all. */
  readonly depth: number | null;
  /** The book at the pinned moment; null where nothing is pinned. */
  readonly pinned: BookSides | null;
}

/**
 * The lines of a depth ladder. The largest levels that went since the pinned moment stand with size 0 between those that
 * are shown and the other side.
 */
export function ladderOf(book: BookSides, options: LadderOptions): Ladder {
  const [bid, ask] = [book.bids[0]?.price ?? Number.NEGATIVE_INFINITY, book.asks[0]?.price ?? Number.POSITIVE_INFINITY];
  const bids = sideOf(book.bids, options.pinned?.bids ?? null, { direction: -1, opposite: ask }, options);
  const asks = sideOf(book.asks, options.pinned?.asks ?? null, { direction: 1, opposite: bid }, options);
  const largest = Math.max(0, ...[...bids.rows, ...asks.rows].map(({ size }) => size));
  const withShare = (row: LadderRow) => ({ ...row, share: largest === 0 ? 0 : row.size / largest });
  return {
    bids: bids.rows.map(withShare),
    asks: asks.rows.map(withShare),
    lostBids: bids.lost,
    lostAsks: asks.lost,
    hiddenBids: Math.max(0, (book.levelCounts?.bids ?? book.bids.length) - options.shown),
    hiddenAsks: Math.max(0, (book.levelCounts?.asks ?? book.asks.length) - options.shown),
  };
}

interface Side {
  /** Where prices go from the best level on. */
  readonly direction: 1 | -1;
  /** The best price of the other side. */
  readonly opposite: number;
}

function sideOf(
  levels: readonly Level[],
  pinned: readonly Level[] | null,
  { direction, opposite }: Side,
  { shown, depth }: LadderOptions,
): { readonly rows: readonly LadderRow[]; readonly lost: number } {
  const changeOf = changesSince(pinned, direction);
  const now = new Set(levels.map(({ price }) => price));
  let total = 0;
  const rows = levels.slice(0, shown).map(({ price, size }, index): LadderRow => {
    total += size;
    return { price, size, total, share: 0, isCounted: depth === null || index < depth, change: changeOf(price, size) };
  });
  const last = rows.at(-1);
  if (last === undefined) return { rows, lost: 0 };
  const isBetween = (price: number) => (price - opposite) * direction > 0 && (last.price - price) * direction > 0;
  const gone = (pinned ?? []).filter(({ price }) => isBetween(price) && !now.has(price));
  const told = [...gone].sort((a, b) => b.size - a.size).slice(0, MOST_GONE);
  return { rows: mergeGone(rows, told, direction), lost: gone.length - told.length };
}

function changesSince(pinned: readonly Level[] | null, direction: 1 | -1) {
  const before = new Map(pinned?.map(({ price, size }) => [price, size]));
  const deepest = pinned?.at(-1)?.price;
  return (price: number, size: number): LevelChange => {
    if (pinned === null) return null;
    const then = before.get(price);
    if (then !== undefined) return size - then || null;
    return deepest !== undefined && (price - deepest) * direction > 0 ? 'unseen' : 'new';
  };
}

function mergeGone(rows: readonly LadderRow[], gone: readonly Level[], direction: 1 | -1): readonly LadderRow[] {
  if (gone.length === 0) return rows;
  const lost = gone.map(
    ({ price, size }): LadderRow => ({ price, size: 0, total: 0, share: 0, isCounted: false, change: -size }),
  );
  const merged = [...rows, ...lost].sort((a, b) => (a.price - b.price) * direction);
  let total = 0;
  return merged.map((row) => {
    total += row.size;
    return { ...row, total };
  });
}
