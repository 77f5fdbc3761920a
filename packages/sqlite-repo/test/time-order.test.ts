import type { RowQuery, SourceTable, Timestamp } from '@orderflow/core';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  appendRows,
  change,
  type Layout,
  makeSource,
  processFile,
  type SqlValue,
  withRepository,
} from './support/files.ts';
import { bookRow, START, tradeRow } from './support/rows.ts';

const BY_TIME: Layout = {
  after: ['CREATE INDEX book_by_time ON book (timestamp)', 'CREATE INDEX trades_by_time ON trades (timestamp)'],
};
const BY_INSTRUMENT: Layout = {
  after: [
    'CREATE INDEX book_by_time ON book (instrument, timestamp)',
    'CREATE INDEX trades_by_time ON trades (instrument, timestamp)',
  ],
};

afterEach(() => vi.restoreAllMocks());

/** The ids of a read, by the file's own means. */
function idsOf(path: string, table: SourceTable, query: Partial<RowQuery> = {}): Promise<number[]> {
  return withRepository(path, {}, async (repository) => {
    const whole = { order: 'time', batchSize: 2, ...query } as const;
    const ids: number[] = [];
    const batches = table === 'book' ? repository.iterateBookRows(whole) : repository.iterateTradeRows(whole);
    for await (const columns of batches) ids.push(...columns.ids);
    return ids;
  });
}

/** How SQLite goes about every query of rows while `action` runs. */
async function plansOf(action: () => Promise<unknown>): Promise<string[]> {
  const plans: string[] = [];
  const prepare = Database.prototype.prepare;
  vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Database.Database, sql: string) {
    if (/^\s*SELECT (r|m)\./.test(sql)) {
      const bare = `EXPLAIN QUERY PLAN ${sql.replace(/@\w+/g, "'1'")}`;
      const steps = (prepare.call(this, bare) as Database.Statement<[], { readonly detail: string }>).all();
      plans.push(steps.map(({ detail }) => detail).join('; '));
    }
    return prepare.call(this, sql);
  });
  await action();
  return plans;
}

function booksAt(timestamps: readonly SqlValue[]) {
  return timestamps.map((timestamp, index) => bookRow(index + 1, { timestamp }));
}

function at(timestamp: number, nanoseconds = 0): Timestamp {
  return { timestamp, nanoseconds };
}

describe('a read along an index', () => {
  it.each([
    ['seconds', ['1720000000', '1720000003', '1720000001', '1720000002', '1720000001']],
    ['milliseconds with decimals', [40, 10, 30, 20, 30].map((digit) => `${START}.0000${digit}`)],
    ['microseconds', [4, 1, 3, 2, 3].map((digit) => `${START}00${digit}`)],
    ['nanoseconds', [4, 1, 3, 2, 3].map((digit) => `${START}00000${digit}`)],
    ['ISO 8601', [4, 1, 3, 2, 3].map((digit) => `2024-07-03T09:46:4${digit}Z`)],
    ['ISO 8601 with a zone', [4, 1, 3, 2, 3].map((digit) => `2024-07-03 23:59:59.99999999${digit}+05:30`)],
    ['ISO 8601 before 1970', [4, 1, 3, 2, 3].map((digit) => `1969-07-20T20:17:40.0000000${digit}0Z`)],
  ])('of %s has the same rows in any range as a read without one', async (_, texts) => {
    const plain = makeSource({ book: booksAt(texts) });
    const indexed = makeSource({ book: booksAt(texts) }, BY_TIME);
    const [span] = await withRepository(plain, {}, (repository) => repository.describe('book'));
    const { first, last } = span!;
    const bounds = [first, last].flatMap((moment) => [
      moment,
      { ...moment, nanoseconds: moment.nanoseconds + 1 },
      { ...moment, timestamp: moment.timestamp - 1 },
      { ...moment, timestamp: moment.timestamp + 1 },
    ]);
    for (const start of [undefined, ...bounds]) {
      for (const end of [undefined, ...bounds]) {
        const range = { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
        expect(await idsOf(indexed, 'book', { range })).toEqual(await idsOf(plain, 'book', { range }));
      }
    }
  });

  it.each([
    ['behind the last text', at(START + 5), []],
    ['years before the first', at(-1e12, 5), [1, 2, 3]],
    ['before the year 0', at(-1e14), [1, 2, 3]],
    ['behind the year 9999', at(1e15), []],
    ['behind all dates', at(1e17), []],
  ])('may start %s', async (_, start, ids) => {
    for (const texts of [
      [0, 1, 2].map((ms) => String(START + ms)),
      [0, 1, 2].map((ms) => new Date(START + ms).toISOString()),
    ]) {
      const path = makeSource({ book: booksAt(texts) }, BY_TIME);
      expect(await idsOf(path, 'book', { range: { start } })).toEqual(ids);
      expect(await idsOf(path, 'book', { range: { end: start } })).toEqual([1, 2, 3].slice(ids.length));
    }
  });

  it('keeps ids in order where texts differ below the nanosecond only', async () => {
    const texts = ['9', '1', '5'].map((digit) => `${START}.000001${digit}`);
    expect(await idsOf(makeSource({ book: booksAt(texts) }, BY_TIME), 'book')).toEqual([1, 2, 3]);
  });

  it('knows that leading zeros hide the unit', async () => {
    const texts = ['01720000000000', '00001720000001', '01720000000002'];
    const path = makeSource({ book: booksAt(texts) }, BY_TIME);
    expect(await idsOf(path, 'book', { range: { start: at(START + 1) } })).toEqual([3, 2]);
  });

  it('knows days that are none: they stand in no bounded range, and come first', async () => {
    const texts = ['2024-07-03T09:46:40Z', '2024-07-99T09:46:40Z', '2024-07-03T09:46:41Z'];
    const path = makeSource({ book: booksAt(texts) }, BY_TIME);
    expect(await idsOf(path, 'book')).toEqual([2, 1, 3]);
    expect(await idsOf(path, 'book', { range: { start: at(START) } })).toEqual([1, 3]);
  });

  it.each([BY_TIME, BY_INSTRUMENT])('goes through rows of one time once, page by page', async (layout) => {
    const count = 1000;
    const rows = Array.from({ length: count }, (_, id) => bookRow(id, { timestamp: String(START) }));
    const path = makeSource({ book: [...rows, bookRow(count), bookRow(count + 1)] }, layout);
    const all = Array.from({ length: count + 2 }, (_, id) => id);
    const query: Partial<RowQuery> = { instrument: 'BTC', batchSize: 7 };
    expect(await idsOf(path, 'book', query)).toEqual(all);
    expect(await idsOf(path, 'book', { ...query, after: { ...at(START), id: 500 } })).toEqual(all.slice(501));
    const plans = await plansOf(() => idsOf(path, 'book', query));
    expect(plans.join()).toMatch(/timestamp=\? AND rowid>\?/);
  });

  it('seeks both ends of a range and sorts nothing', async () => {
    const path = makeSource({ book: [1, 2, 3].map((id) => bookRow(id)), trades: [tradeRow(1)] }, BY_TIME);
    const range = { start: at(START), end: at(START + 5000) };
    const plans = await plansOf(async () => {
      await idsOf(path, 'book', { range });
      await idsOf(path, 'trades', { range });
    });
    expect(plans).toHaveLength(4);
    for (const plan of plans) expect(plan).toMatch(/^SEARCH r USING INDEX \w+_by_time \(timestamp(=| *>)/);
    expect(plans.filter((plan) => plan.includes('timestamp>? AND timestamp<?'))).toHaveLength(2);
  });
});

describe('a read by id', () => {
  it('of one instrument never sorts its rows, whatever index there is', async () => {
    const path = makeSource({ book: [1, 2, 3].map((id) => bookRow(id)), trades: [tradeRow(1)] }, BY_INSTRUMENT);
    const plans = await plansOf(async () => {
      await idsOf(path, 'book', { order: 'id', instrument: 'BTC' });
      await idsOf(path, 'trades', { order: 'id', instrument: 'BTC', afterId: 0 });
    });
    expect(plans).toEqual(Array(2).fill('SEARCH r USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)'));
  });
});

describe('a read along a sorted list', () => {
  it('finds every page at once and sorts nothing', async () => {
    const path = makeSource({ book: [2, 1, 3].map((ms, id) => bookRow(id, { timestamp: String(START + ms) })) });
    const range = { start: at(START), end: at(START + 5) };
    const plans = await plansOf(() => idsOf(path, 'book', { range, instrument: 'BTC' }));
    expect(plans).toEqual([
      'SEARCH o USING PRIMARY KEY ((ms,ns,id)>(?,?,?) AND (ms,ns)<(?,?)); SEARCH r USING INTEGER PRIMARY KEY (rowid=?)',
    ]);
  });
});

describe('a read of a processed file whose ids stand in time order', () => {
  const rows = [10, 20, 30, 40].map((id) => bookRow(id));

  it('goes by id and finds the ends of a range by halving', async () => {
    const path = makeSource({ book: rows });
    await processFile(path);
    const range = { start: at(START + 20_000), end: at(START + 40_000) };
    expect(await idsOf(path, 'book', { range })).toEqual([20, 30]);
    expect(await plansOf(() => idsOf(path, 'book', { range }))).toEqual([
      'SEARCH r USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
    ]);
  });

  it('finds every row from where it begins, near the end of the table and far from it', async () => {
    // Ids with holes, rows of one time, and rows without a readable time, more than stand on a page.
    const rows = Array.from({ length: 200 }, (_, index) => {
      const timestamp = index % 7 === 3 ? 'x' : String(START + 1000 * Math.floor(index / 3));
      return bookRow(3 * index + 1, { timestamp });
    });
    const path = makeSource({ book: rows });
    await processFile(path);
    for (let second = -1; second <= 68; second++) {
      const start = START + 1000 * second;
      const expected = rows.filter(({ timestamp }) => Number(timestamp) >= start).map(({ id }) => id);
      expect(await idsOf(path, 'book', { range: { start: at(start) }, batchSize: 1000 })).toEqual(expected);
    }
  });

  it('sees rows that were put between since then', async () => {
    const path = makeSource({ book: rows });
    await processFile(path);
    appendRows(path, { book: [bookRow(15, { timestamp: String(START + 35_000) })] });
    expect(await idsOf(path, 'book')).toEqual([10, 20, 30, 15, 40]);
    const range = { start: at(START + 30_000), end: at(START + 40_000) };
    expect(await idsOf(path, 'book', { range })).toEqual([30, 15]);
  });

  it('sees rows that came behind the others, out of order', async () => {
    const path = makeSource({ book: rows });
    await processFile(path);
    appendRows(path, { book: [bookRow(50, { timestamp: String(START + 60_000) }), bookRow(55)] });
    expect(await idsOf(path, 'book')).toEqual([10, 20, 30, 40, 55, 50]);
  });

  it('hands out rows without a readable time first, and none of them in a range', async () => {
    const path = makeSource({ book: [...rows, bookRow(25, { timestamp: 'noon' })] });
    await processFile(path);
    expect(await idsOf(path, 'book')).toEqual([25, 10, 20, 30, 40]);
    expect(await idsOf(path, 'book', { range: { start: at(0) } })).toEqual([10, 20, 30, 40]);
    change(path, "UPDATE book SET timestamp = 'dusk' WHERE id = 40");
    appendRows(path, { book: [bookRow(50, { timestamp: null })] });
    expect(await idsOf(path, 'book', { range: { end: at(START * 2) } })).toEqual([10, 20, 30]);
  });
});

describe('a read of metrics', () => {
  it('finds every page at once and sorts nothing, of all instruments and of one', async () => {
    const path = makeSource({
      book: Array.from({ length: 50 }, (_, id) => bookRow(id, { instrument: id % 3 === 0 ? 'BTC' : 'ETH' })),
    });
    await processFile(path);
    const plans = await plansOf(() =>
      withRepository(path, {}, async (repository) => {
        const range = { start: at(START + 5000), end: at(START + 20_000) };
        for (const query of [{ range }, { range, instrument: 'ETH' }]) {
          let rows = 0;
          for await (const { count } of repository.loadMetricsByTimerange({ ...query, batchSize: 4 })) rows += count;
          expect(rows).toBe('instrument' in query ? 10 : 15);
        }
        await repository.loadLastMetricBefore('ETH', range.end);
      }),
    );
    expect(plans).toHaveLength(3);
    for (const plan of plans) {
      expect(plan).not.toMatch(/SCAN (?!CONSTANT)/);
      expect(plan).not.toContain('TEMP B-TREE');
      expect(plan).toContain('SEARCH m USING INTEGER PRIMARY KEY');
    }
  });
});
