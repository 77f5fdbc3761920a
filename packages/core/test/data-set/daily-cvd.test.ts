import { describe, expect, it } from 'vitest';
import { bookRow, SETTINGS, START, tradeRow } from '../support/rows.ts';
import { cvdsOf, liveSource, openDataSet, storedSource } from './support.ts';

const DAY = 86_400_000;

// The start is midnight; so are DAY and 2 DAY.
const BOOK = [
  bookRow(1, -1000),
  bookRow(2, 0),
  bookRow(3, 1000),
  bookRow(4, DAY - 1),
  bookRow(5, DAY + 10),
  bookRow(6, 2 * DAY + 10),
];
const TRADES = [
  tradeRow(1, -1000, 1),
  tradeRow(2, -1, 2),
  tradeRow(3, 0, 4),
  tradeRow(4, 1000, 8),
  tradeRow(5, DAY - 1, 16),
  tradeRow(6, DAY, 32),
  tradeRow(7, 2 * DAY - 1, 64),
  tradeRow(8, 2 * DAY + 10, 128),
];

const WINDOW = [
  [1, 1],
  [2, 4], // 2 belongs to this snapshot, but to the day before
  [3, 4 + 8],
  [4, 4 + 8 + 16],
  [5, 32],
  [6, 128], // 64 lies before the last midnight
];
const EXACT = [
  [1, 1],
  [2, 4],
  [3, 4 + 8],
  [4, 4 + 8 + 16],
  [5, 0],
  [6, 128],
];

/** The rows from one file's start to the next's. */
function filesCutAt(...cuts: readonly number[]) {
  return [...cuts, Number.POSITIVE_INFINITY].map((end, file) => {
    const start = cuts[file - 1] ?? Number.NEGATIVE_INFINITY;
    const isHere = ({ timestamp }: { readonly timestamp: string | null }) =>
      Number(timestamp) - START >= start && Number(timestamp) - START < end;
    return { book: BOOK.filter(isHere), trades: TRADES.filter(isHere) };
  });
}

describe('a CVD that starts anew at midnight', () => {
  // In one file; cut at midnight; cut where trades lie between the last snapshot and midnight, and behind midnight.
  const splits = [[], [0], [DAY], [-500], [500, 2 * DAY - 500], [0, 500, DAY + 5, DAY + 11, 2 * DAY]];

  describe.each([
    ['window', WINDOW],
    ['exact', EXACT],
  ] as const)('with %s matching', (tradeMatching, wanted) => {
    const settings = { ...SETTINGS, tradeMatching };

    it.each(splits.map((cuts) => [cuts]))('counts the trades of its own day, in files cut at %j', async (cuts) => {
      const files = filesCutAt(...cuts).filter(({ book }) => book.length > 0);
      const stored = await Promise.all(files.map((rows, file) => storedSource(rows, `${file}.db`, settings)));
      const live = files.map((rows, file) => liveSource(rows, `${file}.db`));
      const mixed = files.map((_, file) => (file % 2 === 0 ? stored[file]! : live[file]!));
      for (const sources of [stored, live, mixed]) {
        const dataSet = await openDataSet(sources, { settings });
        expect(await cvdsOf(dataSet, { cvdReset: 'day' })).toEqual(wanted);
        const afternoon = { start: { timestamp: START + 900, nanoseconds: 0 } };
        expect(await cvdsOf(dataSet, { cvdReset: 'day', range: afternoon })).toEqual(wanted.slice(2));
      }
    });
  });

  it.each([
    ['window', 2],
    ['exact', 0],
  ] as const)('reads no trade again for the days behind the first (%s)', async (tradeMatching, reads) => {
    const source = liveSource({ book: BOOK, trades: TRADES });
    const dataSet = await openDataSet([source], { settings: { ...SETTINGS, tradeMatching } });
    source.repository.queries.splice(0);
    await cvdsOf(dataSet, { cvdReset: 'day', range: { end: { timestamp: START + DAY + 11, nanoseconds: 0 } } });
    const again = source.repository.queries.filter(({ table, query }) => table === 'trades' && query.range?.start);
    // Behind the last snapshot before each midnight, but for the first day, which has none before.
    expect(again.map(({ query }) => query.range?.start?.timestamp)).toEqual(
      [START - 1000, START + DAY - 1].slice(0, reads),
    );
  });

  it('goes on over midnight where no reset is asked for', async () => {
    const dataSet = await openDataSet([liveSource({ book: BOOK, trades: TRADES })]);
    expect((await cvdsOf(dataSet)).map(([, cvd]) => cvd)).toEqual([1, 7, 15, 31, 63, 255]);
  });
});
