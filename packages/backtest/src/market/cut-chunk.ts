import { BOOK, type PlainChunk } from './market-chunk.ts';

/** The events of a chunk from a clock, inclusive, to another, exclusive, with their rows alone; null where there is none. */
export function cutChunk(chunk: PlainChunk, startClock: number, endClock: number): PlainChunk | null {
  const { clocks, kinds, instruments, rows, books, trades } = chunk;
  const [first, end] = [countBefore(chunk, startClock), countBefore(chunk, endClock)];
  if (first >= end) return null;
  if (first === 0 && end === chunk.count) return chunk;
  const before = countBooks(kinds, 0, first);
  const [bookCount, tradeBefore] = [countBooks(kinds, first, end), first - before];
  const tradeEnd = tradeBefore + (end - first) - bookCount;
  const kept = rows.slice(first, end);
  for (let event = 0; event < kept.length; event++) {
    kept[event]! -= kinds[first + event] === BOOK ? before : tradeBefore;
  }
  return {
    count: end - first,
    clocks: clocks.subarray(first, end),
    kinds: kinds.subarray(first, end),
    instruments: instruments.subarray(first, end),
    rows: kept,
    books: cutBooks(books, before, before + bookCount),
    trades: {
      count: tradeEnd - tradeBefore,
      ids: trades.ids.subarray(tradeBefore, tradeEnd),
      prices: trades.prices.subarray(tradeBefore, tradeEnd),
      sizes: trades.sizes.subarray(tradeBefore, tradeEnd),
      signs: trades.signs.subarray(tradeBefore, tradeEnd),
    },
  };
}

function cutBooks({ ids, offsets, prices, sizes }: PlainChunk['books'], first: number, end: number) {
  const [firstLevel, endLevel] = [offsets[2 * first]!, offsets[2 * end]!];
  return {
    count: end - first,
    ids: ids.subarray(first, end),
    offsets: offsets.slice(2 * first, 2 * end + 1).map((offset) => offset - firstLevel),
    prices: prices.subarray(firstLevel, endLevel),
    sizes: sizes.subarray(firstLevel, endLevel),
  };
}

/** Number of events before a clock. */
function countBefore({ clocks, count }: PlainChunk, clock: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (clocks[middle]! < clock) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countBooks(kinds: Uint8Array, first: number, end: number): number {
  let books = 0;
  for (let event = first; event < end; event++) if (kinds[event] === BOOK) books++;
  return books;
}
