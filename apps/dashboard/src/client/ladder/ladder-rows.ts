/** A level of one side of a book, best first. */
export interface Level {
  readonly price: number;
  readonly size: number;
}

/** A line of a depth ladder. */
export interface LadderRow extends Level {
  /** Sizes from the best level up to and with this one. */
  readonly total: number;
  /** Size as a share of the largest on either side that is shown, 0 to 1. */
  readonly share: number;
  /** Whether the OBI counts it. */
  readonly isCounted: boolean;
  /** Size less that at the pinned moment; null where nothing is pinned, or the price did not change. */
  readonly change: number | null;
}

/** Both sides of a depth ladder, best first. */
export interface Ladder {
  readonly bids: readonly LadderRow[];
  readonly asks: readonly LadderRow[];
  /** Levels of the book that are not shown. */
  readonly hiddenBids: number;
  readonly hiddenAsks: number;
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

/** The lines of a depth ladder. A level that went since the pinned moment stands with size 0 between those that are shown. */
export function ladderOf(book: BookSides, options: LadderOptions): Ladder {
  const bids = sideOf(book.bids, options.pinned?.bids ?? null, -1, options);
  const asks = sideOf(book.asks, options.pinned?.asks ?? null, 1, options);
  const largest = Math.max(0, ...bids.map(({ size }) => size), ...asks.map(({ size }) => size));
  const withShare = (row: LadderRow) => ({ ...row, share: largest === 0 ? 0 : row.size / largest });
  return {
    bids: bids.map(withShare),
    asks: asks.map(withShare),
    hiddenBids: Math.max(0, (book.levelCounts?.bids ?? book.bids.length) - options.shown),
    hiddenAsks: Math.max(0, (book.levelCounts?.asks ?? book.asks.length) - options.shown),
  };
}

function sideOf(
  levels: readonly Level[],
  pinned: readonly Level[] | null,
  direction: 1 | -1,
  { shown, depth }: LadderOptions,
): readonly LadderRow[] {
  const before = new Map(pinned?.map(({ price, size }) => [price, size]));
  const now = new Set(levels.map(({ price }) => price));
  let total = 0;
  const rows = levels.slice(0, shown).map(({ price, size }, index): LadderRow => {
    total += size;
    const change = pinned === null ? 0 : size - (before.get(price) ?? 0);
    return { price, size, total, share: 0, isCounted: depth === null || index < depth, change: change || null };
  });
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return rows;
  const isBetween = (price: number) => (price - first.price) * direction > 0 && (last.price - price) * direction > 0;
  const gone = (pinned ?? []).filter(({ price }) => isBetween(price) && !now.has(price));
  return mergeGone(rows, gone, direction);
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
