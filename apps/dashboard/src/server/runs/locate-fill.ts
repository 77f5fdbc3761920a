import {
  type DataSet,
  type FillView,
  justAfter,
  type LocatedSnapshot,
  OrderflowError,
  type Timestamp,
  type Trade,
  tradeFromRow,
} from '@orderflow/core';

/** More trades between a book and a fill are counted, not listed. */
const MOST_TRADES = 200;
/** The time of a fill is kept as a number, which is less fine than that of its row. */
const TOLERANCE_NS = 1000;
const NS_PER_MS = 1_000_000;

/** What a trade had to do with a fill: it made it, it was at its price or beyond, or neither. */
export type TradePart = 'made' | 'at' | 'beyond' | 'other';

/** The rows that a fill hangs on. */
export interface LocatedFill extends LocatedSnapshot {
  /** Trades from the book up to the fill, in the order of time; the first where there are too many. */
  readonly trades: readonly (Trade & { readonly part: TradePart })[];
  readonly tradeCount: number;
}

/**
 * The rows that a fill hangs on, in the data at hand.
 * @throws OrderflowError as reading them does; `empty-range` where they are not there: the data are others.
 */
export async function locateFill(dataSet: DataSet, fill: FillView): Promise<LocatedFill> {
  const located = await findBook(dataSet, fill);
  const trades: (Trade & { readonly part: TradePart })[] = [];
  let tradeCount = 0;
  let isFound = fill.tradeId === null;
  const range = { start: justAfter(located.snapshot), end: momentOf(fill.timestamp, TOLERANCE_NS) };
  for await (const columns of dataSet.iterateTrades({ instrument: fill.instrument, range })) {
    for (let row = 0; row < columns.count && !(isFound && fill.tradeId !== null); row++) {
      const trade = tradeFromRow(columns, row);
      const part = partOf(trade, fill);
      isFound ||= part === 'made';
      tradeCount++;
      if (trades.length < MOST_TRADES || part === 'made') trades.push({ ...trade, part });
    }
  }
  if (!isFound) throw otherData(fill, `trade row ${fill.tradeId}`);
  return { ...located, trades, tradeCount };
}

/** The book that stood, by its time and row id: times of neighbours may differ by less than a number tells apart. */
async function findBook(
  dataSet: DataSet,
  { instrument, timestamp, bookId, ...fill }: FillView,
): Promise<LocatedSnapshot> {
  for (const shift of [TOLERANCE_NS, 0, -TOLERANCE_NS]) {
    const at = momentOf(timestamp, shift);
    const found = await dataSet.proofs.readSnapshot({ instrument, at });
    if (found.snapshot.id === bookId) return found;
    const same = await dataSet.proofs.readSnapshot({ instrument, at, snapshotId: bookId }).catch(nullIfOther);
    if (same !== null) return same;
  }
  throw otherData({ instrument, timestamp, bookId, ...fill }, `book row ${bookId}`);
}

function nullIfOther(error: unknown): null {
  if (error instanceof OrderflowError && error.code === 'bad-argument') return null;
  throw error;
}

function otherData({ instrument }: FillView, row: string): OrderflowError {
  const advice = 'open the files that were played';
  return new OrderflowError('empty-range', `the open files have no ${row} of ${instrument} at that time: ${advice}`);
}

function partOf({ id, price }: Trade, fill: FillView): TradePart {
  if (id === fill.tradeId) return 'made';
  if (price === fill.price) return 'at';
  return (fill.side === 'buy') === price < fill.price ? 'beyond' : 'other';
}

function momentOf(ms: number, shiftNs: number): Timestamp {
  const whole = Math.floor(ms);
  const nanoseconds = Math.round((ms - whole) * NS_PER_MS) + shiftNs;
  const carried = Math.floor(nanoseconds / NS_PER_MS);
  return { timestamp: whole + carried, nanoseconds: nanoseconds - carried * NS_PER_MS };
}
