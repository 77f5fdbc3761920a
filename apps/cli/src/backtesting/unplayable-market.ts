import { BOOK, type LevelBooks, type Market } from '@orderflow/backtest';
import { OrderflowError } from '@orderflow/core';
import { formatCounted } from '../output/numbers.ts';

/**
 * Refuses a market on which nothing can be traded: there is no book, none can be read, or no instrument has both bids and
 * asks. Of one that is good, no more is read than its beginning.
 * @throws OrderflowError `source-unreadable`: how many rows, and what they lack; what `noBooks` makes where there are none.
 */
export async function refuseUnplayable(market: Market, noBooks: () => OrderflowError): Promise<void> {
  const seen = market.instruments.map(() => ({ bids: false, asks: false }));
  let count = 0;
  for await (const { books, kinds, instruments, rows } of market.chunks()) {
    count += books.count;
    for (let event = 0; event < kinds.length; event++) {
      const sides = seen[instruments[event]!]!;
      if (kinds[event] === BOOK) lookAt(sides, books, rows[event]!);
      if (sides.bids && sides.asks) return;
    }
  }
  const problem = count === 0 ? unreadable(market) : oneSided(count, seen);
  throw problem === null ? noBooks() : new OrderflowError('source-unreadable', problem);
}

/** Which sides of an instrument had a level in some book. */
interface SeenSides {
  bids: boolean;
  asks: boolean;
}

function lookAt(sides: SeenSides, { offsets }: LevelBooks, row: number): void {
  const [start, middle, end] = [offsets[2 * row]!, offsets[2 * row + 1]!, offsets[2 * row + 2]!];
  sides.bids ||= middle > start;
  sides.asks ||= end > middle;
}

function unreadable({ skipped }: Market): string | null {
  const books = skipped.reduce((sum, { table, rows }) => sum + (table === 'book' ? rows : 0), 0);
  if (books === 0) return null;
  const rows = formatCounted(books, 'book row');
  return `none of the ${rows} can be read, so that there is nothing to play: \`orderflow inspect\` says why`;
}

function oneSided(count: number, seen: readonly SeenSides[]): string {
  const books = formatCounted(count, 'book');
  const lacking = [
    ...(seen.some(({ bids }) => bids) ? [] : ['a bid']),
    ...(seen.some(({ asks }) => asks) ? [] : ['an ask']),
  ];
  const what = lacking.length > 0 ? `none of the ${books} has ${lacking.join(' or ')}` : NO_INSTRUMENT;
  return `${what}: without both sides no position can be opened and closed, and none has a value`;
}

const NO_INSTRUMENT = 'no instrument has books with bids and books with asks';
