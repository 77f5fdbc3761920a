import type { MarketBookRow, MarketTradeRow } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import {
  change,
  dumpOutput,
  type Layout,
  type Loose,
  makeSource,
  metricsOf,
  processFile,
  query,
  type SqlValue,
  withRepository,
} from './support/files.ts';
import { bookRow, marketRows, START, tradeRow } from './support/rows.ts';

/** What one book row with these values becomes. */
async function oneBook(changes: Partial<Loose<MarketBookRow>>, maxLevelBytes?: number) {
  const path = makeSource({ book: [bookRow(1, changes)] });
  const { problems } = await processFile(path, maxLevelBytes === undefined ? {} : { settings: { maxLevelBytes } });
  const [metric] = metricsOf(path);
  return metric === undefined
    ? problems.map(({ reason }) => reason)
    : { bid: metric.best_bid, ask: metric.best_ask, obi: metric.obi };
}

/** The CVD after a buy of 1 and this trade. */
async function oneTrade(changes: Partial<Loose<MarketTradeRow>>) {
  const path = makeSource({ book: [bookRow(9)], trades: [tradeRow(1), tradeRow(2, changes)] });
  const { problems } = await processFile(path);
  return { cvd: metricsOf(path)[0]?.cvd, problems: problems.map(({ table, reason }) => `${table} ${reason}`) };
}

async function withTimestamps(timestamps: readonly SqlValue[], layout: Layout = {}) {
  const book = timestamps.map((timestamp, index) => bookRow(index + 1, { timestamp }));
  const path = makeSource({ book }, layout);
  const { problems } = await processFile(path);
  return {
    order: metricsOf(path).map(({ snapshot_id }) => snapshot_id),
    texts: metricsOf(path).map(({ timestamp }) => timestamp),
    problems: problems.map(({ reason, rows }) => `${rows} ${reason}`),
  };
}

// 3 bid against 1 asked: (3 - 1) / (3 + 1) = 0.5
const HALF = { bid: 99, ask: 101, obi: 0.5 };

describe('level text', () => {
  it.each([
    ['numbers', '[[99,3,0,1]]'],
    ['numeric strings', '[["99","3","0","1"]]'],
    ['single quotes', "[['99', '3', '0', '1']]"],
    ['numbers and both quotes mixed', `[["99",3,'0',1]]`],
    ['any white space', ' [\n[ 99 ,\t3 , 0 ,\r\n1 ] ] '],
    ['exponents', '[[9.9e1,30E-1,0,1]]'],
    ['quoted exponents', '[["0.99e+2","3e0"]]'],
    ['a plus sign', '[[+99,+3]]'],
    ['2 fields', '[[99,3]]'],
    ['3 fields', '[[99,3,7]]'],
    ['4 fields', '[[99,3,7,8]]'],
    ['a level of size 0, which is no level', '[[99.5,0,0,1],[99,3,0,1]]'],
    ['a quoted size of 0', '[["99.5","0.000"],["99","3"]]'],
    ['a price that stands twice, whose sizes are added', '[[99,1,0,1],[99.0,2,0,1]]'],
    ['levels in any order, of which the largest bid is best', '[[90,1],[99,1],[95,1]]'],
    ['UTF-8 bytes', Buffer.from('[[99,3]]')],
    ['trailing zeros and points', '[[99.,3.000000000000000000000]]'],
  ])('reads %s', async (_, bids) => {
    expect(await oneBook({ bids })).toEqual(HALF);
  });

  it.each([
    ['NULL', null],
    ['the empty text', ''],
    ['white space', '  \n'],
    ['[]', '[]'],
    ['[ ]', ' [ ] '],
    ['levels of size 0 alone', '[[99,0,0,0]]'],
    ['an empty BLOB', Buffer.alloc(0)],
  ])('takes %s for an empty side', async (_, bids) => {
    expect(await oneBook({ bids })).toEqual({ bid: null, ask: 101, obi: -1 });
    expect(await oneBook({ bids, asks: bids })).toEqual({ bid: null, ask: null, obi: 0 });
  });

  it('gives +1 where there are bids only', async () => {
    expect(await oneBook({ asks: null })).toEqual({ bid: 99, ask: null, obi: 1 });
  });

  it('finds the smallest ask in any order', async () => {
    expect(await oneBook({ asks: '[[105,1],[101,0.5],[103,1]]', bids: '[[99,2.5]]' })).toEqual({ ...HALF, obi: 0 });
  });

  it.each([
    ['a negative price', '[[-99,3]]', 'negative-level'],
    ['a negative size', '[[99,-3]]', 'negative-level'],
    ['a quoted negative size', '[["99","-3"]]', 'negative-level'],
    ['NaN', '[[NaN,3]]', 'non-finite-level'],
    ['nan', '[[99,nan]]', 'non-finite-level'],
    ['Infinity', '[[99,Infinity]]', 'non-finite-level'],
    ['-inf', '[[99,"-inf"]]', 'non-finite-level'],
    ['a number beyond the doubles', '[[99,1e999]]', 'non-finite-level'],
    ['a word', '[[99,many]]', 'unreadable-levels'],
    ['null', '[[99,null]]', 'unreadable-levels'],
    ['one field', '[[99]]', 'unreadable-levels'],
    ['five fields', '[[99,3,0,1,1]]', 'unreadable-levels'],
    ['an empty level', '[[]]', 'unreadable-levels'],
    ['a level that ends early', '[[99,3', 'unreadable-levels'],
    ['a list that ends early', '[[99,3]', 'unreadable-levels'],
    ['something behind the list', '[[99,3]] x', 'unreadable-levels'],
    ['a comma too many', '[[99,3],]', 'unreadable-levels'],
    ['an object', '{"99":3}', 'unreadable-levels'],
    ['a quote that does not end', '[["99,3]]', 'unreadable-levels'],
    ['quotes that differ', `[["99',3]]`, 'unreadable-levels'],
    ['hexadecimal', '[[0x63,3]]', 'unreadable-levels'],
    ['two points', '[[9.9.1,3]]', 'unreadable-levels'],
    ['a number alone', 7, 'unreadable-levels'],
    ['text with a zero byte', '[[99,3]]\0', 'unreadable-levels'],
  ])('makes a snapshot with %s a problem', async (_, bids, reason) => {
    expect(await oneBook({ bids })).toEqual([reason]);
    expect(await oneBook({ asks: bids })).toEqual([reason]);
  });

  it('makes invalid UTF-8 a problem', async () => {
    const path = makeSource({ book: [bookRow(1), bookRow(2), bookRow(3)] });
    change(
      path,
      "UPDATE book SET bids = CAST(x'5b5b39392cff5d5d' AS TEXT) WHERE id = 1",
      "UPDATE book SET timestamp = CAST(x'31ff32' AS TEXT) WHERE id = 2",
    );
    const { problems, totalRows } = await processFile(path);
    expect(totalRows).toBe(1);
    expect(problems.map(({ reason, exampleRowId }) => [reason, exampleRowId])).toEqual([
      ['unreadable-levels', 1],
      ['unreadable-timestamp', 2],
    ]);
  });

  it('makes a side of more than maxLevelBytes a problem and takes one of just as many', async () => {
    const side = `[[99,${'0'.repeat(100)}3]]`;
    expect(await oneBook({ bids: side }, side.length)).toEqual(HALF);
    expect(await oneBook({ bids: side }, side.length - 1)).toEqual(['oversized-levels']);
    expect(await oneBook({ bids: null, asks: side }, side.length - 1)).toEqual(['oversized-levels']);
    expect(await oneBook({ bids: side, asks: null }, side.length - 1)).toEqual(['oversized-levels']);
    expect(await oneBook({ bids: null, asks: null }, 1)).toEqual({ bid: null, ask: null, obi: 0 });
  });

  it('checks the size of a side before it is fetched', async () => {
    const path = makeSource({ book: [bookRow(1), bookRow(2)] });
    change(path, 'UPDATE book SET bids = zeroblob(200000000) WHERE id = 1');
    const before = process.memoryUsage.rss();
    const { problems } = await processFile(path);
    expect(problems).toEqual([{ table: 'book', reason: 'oversized-levels', rows: 1, exampleRowId: 1 }]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(100e6);
  });
});

describe('timestamps', () => {
  // 2024-07-03T09:46:40Z and later
  it.each([
    ['seconds', '1720000000', '1720000001'],
    ['seconds with decimals', '1720000000.5', '1720000000.500000001'],
    ['milliseconds', '1720000000000', '1720000000001'],
    ['milliseconds with decimals', '1720000000000.000001', '1720000000000.000002'],
    ['microseconds', '1720000000000000', '1720000000000001'],
    ['microseconds with decimals', '1720000000000000.5', '1720000000000000.501'],
    ['nanoseconds', '1720000000000000000', '1720000000000000001'],
    ['ISO 8601 with Z', '2024-07-03T09:46:40.000000001Z', '2024-07-03T09:46:40.000000002Z'],
    ['ISO 8601 without a zone, which means UTC', '2024-07-03T09:46:40', '2024-07-03T09:46:41'],
    ['ISO 8601 with a space', '2024-07-03 09:46:40.1', '2024-07-03 09:46:40.2'],
    ['ISO 8601 with an offset', '2024-07-03T11:46:40+02:00', '2024-07-03T11:46:41+02:00'],
    ['ISO 8601 with a comma', '2024-07-03T09:46:40,1Z', '2024-07-03T09:46:40,2Z'],
    ['ISO 8601 without seconds', '2024-07-03T09:46', '2024-07-03T09:47'],
    ['ISO 8601 days', '2024-07-03', '2024-07-04'],
  ])('reads %s exactly, and keeps the text', async (_, first, second) => {
    expect(await withTimestamps([first, second])).toEqual({ order: [1, 2], texts: [first, second], problems: [] });
    expect(await withTimestamps([second, first])).toEqual({ order: [2, 1], texts: [first, second], problems: [] });
  });

  it('reads every format in one file', async () => {
    const texts = [
      '2024-07-03T09:46:40.000000005Z',
      '1720000000000000004',
      '1720000000000000.003',
      '1720000000000.000002',
      '1720000000.000000001',
      '2024-07-03T11:46:40+02:00',
    ];
    expect(await withTimestamps(texts)).toEqual({ order: [6, 5, 4, 3, 2, 1], texts: texts.toReversed(), problems: [] });
  });

  it('compares numbers of different length as numbers', async () => {
    expect((await withTimestamps(['1000000000', '999999999'])).order).toEqual([2, 1]);
  });

  it.each([
    [
      'INTEGER',
      [1_720_000_000_000_000_002n, 1_720_000_000_000_000_001n],
      ['1720000000000000001', '1720000000000000002'],
    ],
    ['INTEGER', [1_720_000_001n, 1_720_000_000n], ['1720000000', '1720000001']],
    ['REAL', [1_720_000_000.25, 1_720_000_000.123456], ['1720000000.123456', '1720000000.25']],
    ['REAL', [1_720_000_000_124, 1_720_000_000_123], ['1720000000123.0', '1720000000124.0']],
    ['REAL', [1_720_000_000_000_002, 1_720_000_000_000_001], ['1720000000000001.0', '1720000000000002.0']],
    ['REAL', [1.720000000000001e18, 1.72e18], ['1720000000000000000', '1720000000000001024']],
    ['', [1_720_000_000.5, '1720000000.25'], ['1720000000.25', '1720000000.5']],
    ['NUMERIC', ['2024-07-03T09:46:41Z', '1720000000'], ['1720000000', '2024-07-03T09:46:41Z']],
    ['BLOB', [Buffer.from('1720000001'), Buffer.from('1720000000')], ['1720000000', '1720000001']],
  ])('reads timestamps that stand in a column of type %s', async (type, values, texts) => {
    const book = `CREATE TABLE book (id INTEGER PRIMARY KEY, instrument TEXT, bids TEXT, asks TEXT, timestamp ${type})`;
    expect(await withTimestamps(values, { book })).toEqual({ order: [2, 1], texts, problems: [] });
  });

  it.each([
    ['NULL', null],
    ['the empty text', ''],
    ['a word', 'yesterday'],
    ['a negative number', '-5'],
    ['an exponent', '1.72e12'],
    ['hexadecimal', '0x10'],
    ['a day that is none', '2024-02-30T00:00:00Z'],
    ['white space around it', ' 1720000000'],
    ['too many digits', '172000000000000000000'],
    ['letters behind it', '1720000000s'],
    ['digits behind too many to read', `1720000000.${'0'.repeat(51)}é`],
    ['a very long text', '1'.repeat(100_000)],
  ])('makes a snapshot at %s a problem', async (_, timestamp) => {
    expect(await withTimestamps([timestamp, '1720000000'])).toEqual({
      order: [2],
      texts: ['1720000000'],
      problems: ['1 unreadable-timestamp'],
    });
  });

  it.each([9.3e18, 1e300, Number.POSITIVE_INFINITY, -1])('makes a snapshot at the REAL %d a problem', async (odd) => {
    const book = 'CREATE TABLE book (id INTEGER PRIMARY KEY, instrument TEXT, bids TEXT, asks TEXT, timestamp REAL)';
    expect((await withTimestamps([odd, 1_720_000_000], { book })).problems).toEqual(['1 unreadable-timestamp']);
  });

  it('pairs trades to the nanosecond', async () => {
    const nanoseconds = (count: number) => `${START}${String(count).padStart(6, '0')}`;
    const path = makeSource({
      book: [1, 2, 3].map((id) => bookRow(id, { timestamp: nanoseconds(id * 10) })),
      trades: [
        tradeRow(1, { timestamp: nanoseconds(10), size: 1 }),
        tradeRow(2, { timestamp: nanoseconds(11), size: 10 }),
        tradeRow(3, { timestamp: nanoseconds(20), size: 100 }),
        tradeRow(4, { timestamp: nanoseconds(21), size: 1000 }),
        tradeRow(5, { timestamp: nanoseconds(31), size: 10_000 }),
      ],
    });
    await processFile(path);
    expect(metricsOf(path).map(({ cvd }) => cvd)).toEqual([1, 111, 1111]);
    await processFile(path, { force: true, settings: { tradeMatching: 'exact' } });
    expect(metricsOf(path).map(({ cvd }) => cvd)).toEqual([1, 101, 101]);
  });

  it('says how they are written', async () => {
    const path = makeSource({
      book: [bookRow(1), bookRow(2, { timestamp: '2024-07-03T09:46:42Z' })],
      trades: [tradeRow(1, { timestamp: '1720000000' })],
    });
    await withRepository(path, {}, async (repository) => {
      await repository.describe('book');
      await repository.describe('trades');
      expect(repository.timestampFormats('book')).toEqual(['ms', 'iso']);
      expect(repository.timestampFormats('trades')).toEqual(['s']);
    });
  });
});

describe('trades', () => {
  it.each([
    ['buy', 3],
    ['BUY', 3],
    ['Buy', 3],
    ['sell', -1],
    ['SELL', -1],
    ['sElL', -1],
  ])('reads the side %s', async (side, cvd) => {
    expect(await oneTrade({ side, size: 2 })).toEqual({ cvd, problems: [] });
  });

  it.each<[string, Partial<Loose<MarketTradeRow>>, string]>([
    ['no price', { price: null }, 'bad-price'],
    ['a price of 0', { price: 0 }, 'bad-price'],
    ['a negative price', { price: -1 }, 'bad-price'],
    ['an infinite price', { price: Number.POSITIVE_INFINITY }, 'bad-price'],
    ['a word for a price', { price: 'high' }, 'bad-price'],
    ['no size', { size: null }, 'bad-size'],
    ['a size of 0', { size: 0 }, 'bad-size'],
    ['a negative size', { size: -1 }, 'bad-size'],
    ['an infinite size', { size: Number.POSITIVE_INFINITY }, 'bad-size'],
    ['a BLOB for a size', { size: Buffer.from('1') }, 'bad-size'],
    ['no side', { side: null }, 'bad-side'],
    ['an empty side', { side: '' }, 'bad-side'],
    ['another side', { side: 'short' }, 'bad-side'],
    ['a number for a side', { side: 1 }, 'bad-side'],
    ['a side that goes on behind a NUL', { side: 'buy\0' }, 'bad-side'],
    ['a hexadecimal price', { price: '0x10' }, 'bad-price'],
    ['a size of very many digits', { size: Buffer.alloc(100_000, '1') }, 'bad-size'],
    ['no timestamp', { timestamp: null }, 'unreadable-timestamp'],
    ['no instrument', { instrument: null }, 'missing-instrument'],
    ['an empty instrument', { instrument: '' }, 'missing-instrument'],
  ])('makes a trade with %s a problem', async (_, changes, reason) => {
    expect(await oneTrade(changes)).toEqual({ cvd: 1, problems: [`trades ${reason}`] });
  });

  it('reads numbers that are written as text', async () => {
    const trades = 'CREATE TABLE trades (id INTEGER PRIMARY KEY, instrument, trade_id, price, size, side, timestamp)';
    const path = makeSource(
      { book: [bookRow(9)], trades: [tradeRow(1, { price: '100.5', size: '2.5', tradeId: 7n })] },
      { trades },
    );
    await processFile(path);
    expect(metricsOf(path)[0]?.cvd).toBe(2.5);
    await withRepository(path, {}, async (repository) => {
      expect(await repository.loadTradesByTimestamp({})).toMatchObject([{ price: 100.5, size: 2.5, tradeId: '7' }]);
    });
  });

  it.each(['0x10', '1e', '', '  ', 'Infinity', '1'.repeat(2000)])('take the text %s for no number', async (size) => {
    const trades = 'CREATE TABLE trades (id INTEGER PRIMARY KEY, instrument, trade_id, price, size, side, timestamp)';
    const path = makeSource(
      { book: [bookRow(9)], trades: [tradeRow(1, { size }), tradeRow(2, { size: ' 2 ' })] },
      { trades },
    );
    const { problems } = await processFile(path);
    expect(problems).toEqual([{ table: 'trades', reason: 'bad-size', rows: 1, exampleRowId: 1 }]);
    expect(metricsOf(path)[0]?.cvd).toBe(2);
  });

  it('counts trades whose ids repeat, and drops none', async () => {
    const trades = ['a', 'b', 'a', 'a', null, null, 'b'].map((tradeId, index) => tradeRow(index + 1, { tradeId }));
    trades.push(tradeRow(8, { instrument: 'ETH', tradeId: 'a' }));
    const path = makeSource({ book: [bookRow(9)], trades });
    await processFile(path);
    expect(metricsOf(path)[0]?.cvd).toBe(7);
    await withRepository(path, {}, async (repository) => {
      expect(await repository.countRepeatedTradeIds()).toBe(3);
    });
  });

  it('goes on behind a size that no sum can hold', async () => {
    const trades = [
      tradeRow(1, { size: 1.7e308 }),
      tradeRow(2, { size: 1.7e308 }),
      tradeRow(3, { size: 2 }),
      tradeRow(4, { instrument: 'ETH', size: 5 }),
    ];
    const book = Array.from({ length: 1100 }, (_, index) =>
      bookRow(index + 5, { instrument: index % 2 === 0 ? 'BTC' : 'ETH' }),
    );
    const path = makeSource({ book, trades });
    const { problems, totalRows } = await processFile(path);
    expect(problems).toEqual([{ table: 'trades', reason: 'overflow', rows: 2, exampleRowId: 1 }]);
    expect(totalRows).toBe(1100);
    expect(metricsOf(path).at(-1)?.cvd).toBe(5);
    expect(metricsOf(path).at(-2)?.cvd).toBe(2);
  });

  it('counts only good trades among those that wait for the next snapshot', async () => {
    const path = makeSource({
      book: [bookRow(1)],
      trades: [tradeRow(1), tradeRow(2), tradeRow(3, { size: -1 }), tradeRow(4, { timestamp: null }), tradeRow(5)],
    });
    expect((await processFile(path)).waitingTrades).toBe(2);
  });

  it('gives trades before the first snapshot to the first, and those after the last to the next that comes', async () => {
    const path = makeSource({ book: [bookRow(3), bookRow(5)], trades: [1, 2, 4, 6, 7].map((id) => tradeRow(id)) });
    expect((await processFile(path)).waitingTrades).toBe(2);
    expect(metricsOf(path).map(({ cvd }) => cvd)).toEqual([2, 3]);
    change(path, `INSERT INTO book SELECT 8, instrument, bids, asks, '${START + 8000}' FROM book LIMIT 1`);
    expect(await processFile(path)).toMatchObject({ writtenRows: 1, waitingTrades: 0 });
    expect(metricsOf(path).map(({ cvd }) => cvd)).toEqual([2, 3, 5]);
  });
});

describe('rows', () => {
  it('may be of several instruments, each with a CVD of its own', async () => {
    const path = makeSource({
      book: [bookRow(1), bookRow(2, { instrument: 'ETH' }), bookRow(3), bookRow(4, { instrument: 'ETH' })],
      trades: [tradeRow(1, { size: 1 }), tradeRow(2, { instrument: 'ETH', size: 10, side: 'sell' }), tradeRow(3)],
    });
    await processFile(path);
    expect(metricsOf(path).map(({ cvd }) => cvd)).toEqual([1, -10, 2, -10]);
  });

  it('may have no instrument: a snapshot without one is a problem', async () => {
    expect(await oneBook({ instrument: null })).toEqual(['missing-instrument']);
    expect(await oneBook({ instrument: '' })).toEqual(['missing-instrument']);
  });

  it('may have an instrument that is no UTF-8, or absurdly long: those are problems, and never mixed', async () => {
    const path = makeSource({
      book: [1, 2, 3, 4, 5].map((id) => bookRow(id)),
      trades: [1, 2, 3].map((id) => tradeRow(id)),
    });
    const names = ["CAST(x'4254ff' AS TEXT)", "CAST(x'4254fe' AS TEXT)", "replace(hex(zeroblob(520)), '0', 'x')"];
    for (const [index, name] of names.entries()) {
      change(
        path,
        ...['book', 'trades'].map((table) => `UPDATE ${table} SET instrument = ${name} WHERE id = ${index + 1}`),
      );
    }
    const { problems, totalRows } = await processFile(path);
    expect(totalRows).toBe(2);
    expect(problems).toEqual(
      ['book', 'trades'].map((table) => ({ table, reason: 'missing-instrument', rows: 3, exampleRowId: 1 })),
    );
  });

  it('may name their instrument by a BLOB or a number, and are read by that name', async () => {
    const untyped = (columns: string) => `(id INTEGER PRIMARY KEY, instrument, ${columns}, timestamp)`;
    const instruments = [7n, '7', Buffer.from('7'), Buffer.from('BTC'), 'BTC', 7n];
    for (const after of [[], ['CREATE INDEX i ON book (instrument, timestamp)']]) {
      const path = makeSource(
        { book: instruments.map((instrument, index) => bookRow(index + 1, { instrument })), trades: [] },
        { book: `CREATE TABLE book ${untyped('bids, asks')}`, after },
      );
      for (const order of ['id', 'time'] as const) {
        await withRepository(path, {}, async (repository) => {
          const ids: number[] = [];
          for await (const columns of repository.iterateBookRows({ instrument: '7', order, batchSize: 2 })) {
            ids.push(...columns.ids);
          }
          expect(ids).toEqual([1, 2, 3, 6]);
        });
      }
    }
  });

  it('may be out of order: they are processed in (timestamp, id) order, with a warning', async () => {
    const times = [5, 3, 3, 9, 1, 3];
    const warnings: string[] = [];
    const path = makeSource({
      book: times.map((time, index) => bookRow(index + 1, { timestamp: String(START + time) })),
    });
    await processFile(path, { onWarning: (message) => warnings.push(message) });
    expect(metricsOf(path).map(({ snapshot_id }) => snapshot_id)).toEqual([5, 2, 3, 6, 1, 4]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('the rows of the table book are not in time order');
  });

  it('may repeat a timestamp: the trades up to it belong to the first, and ties keep the order of ids', async () => {
    const book = [bookRow(1), ...[2, 3, 4].map((id) => bookRow(id, { timestamp: String(START + 2000) }))];
    for (const tradeMatching of ['window', 'exact'] as const) {
      const path = makeSource({ book, trades: [tradeRow(2), tradeRow(3, { timestamp: String(START + 2000) })] });
      await processFile(path, { settings: { tradeMatching } });
      expect(metricsOf(path).map(({ snapshot_id, cvd }) => [snapshot_id, cvd])).toEqual([
        [1, 0],
        [2, 2],
        [3, 2],
        [4, 2],
      ]);
    }
  });

  it('may have gaps', async () => {
    const path = makeSource({ book: [bookRow(1), bookRow(1_000_000)], trades: [tradeRow(500_000)] });
    await processFile(path);
    expect(metricsOf(path).map(({ cvd }) => cvd)).toEqual([0, 1]);
  });

  it('may hold crossed books: they are stored as they are', async () => {
    expect(await oneBook({ bids: '[[102,3]]' })).toEqual({ bid: 102, ask: 101, obi: 0.5 });
    expect(await oneBook({ bids: '[[101,3]]' })).toEqual({ bid: 101, ask: 101, obi: 0.5 });
  });

  it('may have ids with holes, negative ids and ids up to 2^53 - 1', async () => {
    const ids = [Number.MIN_SAFE_INTEGER, -7, -1, 0, 3, 1000, 2 ** 40, Number.MAX_SAFE_INTEGER];
    const book = ids.map((id, index) => bookRow(id, { timestamp: String(START + index) }));
    const trades = ids.map((id, index) => tradeRow(id, { timestamp: String(START + index) }));
    const path = makeSource({ book, trades });
    await processFile(path, { batchSize: 3 });
    expect(metricsOf(path).map(({ snapshot_id, cvd }) => [snapshot_id, cvd])).toEqual(
      ids.map((id, index) => [id, index + 1]),
    );
    expect((await processFile(path)).writtenRows).toBe(0);
    await withRepository(path, {}, async (repository) => {
      expect(await repository.rowIdRange('book')).toEqual({ first: ids[0], last: ids.at(-1) });
      const range = { start: { timestamp: START + 1, nanoseconds: 0 }, end: { timestamp: START + 7, nanoseconds: 0 } };
      const read = await repository.loadTradesByTimestamp(range);
      expect(read.map(({ id }) => id)).toEqual(ids.slice(1, 7));
    });
  });

  it.each([2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n), 2n ** 63n - 1n])('are refused where an id is %s', async (id) => {
    for (const rows of [{ book: [{ ...bookRow(1), id }] }, { trades: [{ ...tradeRow(1), id }] }]) {
      const path = makeSource(rows);
      await expect(processFile(path)).rejects.toMatchObject({
        code: 'source-schema',
        message: expect.stringContaining(String(id)),
      });
    }
  });

  it('may be none', async () => {
    const path = makeSource({});
    expect(await processFile(path)).toMatchObject({ kind: 'done', writtenRows: 0, totalRows: 0, waitingTrades: 0 });
    expect(await processFile(path)).toMatchObject({ kind: 'done', writtenRows: 0, totalRows: 0 });
  });
});

describe('a file', () => {
  const market = marketRows({
    seed: 3,
    snapshots: 300,
    instruments: ['BTC-USDT', 'ETH-USDT'],
    repeatedTimestamps: 0.3,
    disorder: 0.2,
    oddities: 0.05,
  });
  const layouts: readonly (readonly [string, Layout])[] = [
    [
      'an index on (timestamp)',
      { after: ['CREATE INDEX i ON book (timestamp)', 'CREATE INDEX j ON trades (timestamp)'] },
    ],
    [
      'an index on (instrument, timestamp)',
      { after: ['CREATE INDEX i ON book (instrument, timestamp)', 'CREATE INDEX j ON trades (instrument, timestamp)'] },
    ],
    [
      'a partial index',
      {
        after: [
          'CREATE INDEX i ON book (timestamp) WHERE id > 50',
          "CREATE INDEX j ON trades (timestamp) WHERE side = 'buy'",
        ],
      },
    ],
    [
      'an index of another collation',
      {
        after: [
          'CREATE INDEX i ON book (timestamp COLLATE NOCASE)',
          'CREATE INDEX j ON trades (instrument, timestamp COLLATE NOCASE)',
        ],
      },
    ],
    [
      'a descending index',
      { after: ['CREATE INDEX i ON book (timestamp DESC)', 'CREATE INDEX j ON trades (timestamp DESC)'] },
    ],
    [
      'an index on an expression',
      {
        after: [
          'CREATE INDEX i ON book (CAST(timestamp AS INTEGER))',
          'CREATE INDEX j ON trades (lower(side), timestamp)',
        ],
      },
    ],
    [
      'columns of another collation, with an index of plain order',
      {
        book: 'CREATE TABLE book (id INTEGER PRIMARY KEY, instrument TEXT COLLATE NOCASE, bids TEXT, asks TEXT, timestamp TEXT COLLATE NOCASE)',
        after: ['CREATE INDEX "i""x" ON book (timestamp COLLATE BINARY)'],
      },
    ],
    [
      'tables WITHOUT ROWID',
      {
        book: 'CREATE TABLE book (id INTEGER PRIMARY KEY, instrument TEXT, bids TEXT, asks TEXT, timestamp TEXT) WITHOUT ROWID',
        trades:
          'CREATE TABLE trades (id INTEGER PRIMARY KEY, instrument TEXT, trade_id TEXT, price REAL, size REAL, side TEXT, timestamp TEXT) WITHOUT ROWID',
        after: ['CREATE INDEX i ON book (timestamp)'],
      },
    ],
    [
      'columns of its own, in another order and case',
      {
        book: 'CREATE TABLE "Book" (extra TEXT, "TimeStamp" TEXT, asks TEXT, bids TEXT, Instrument TEXT, more REAL DEFAULT 7, ID INTEGER PRIMARY KEY AUTOINCREMENT)',
        trades:
          'CREATE TABLE TRADES (id INTEGER NOT NULL PRIMARY KEY, note TEXT, side TEXT, size REAL, price REAL, trade_id TEXT, instrument TEXT, timestamp TEXT)',
      },
    ],
    ['UTF-16 text', { before: ["PRAGMA encoding = 'UTF-16le'"] }],
    ['UTF-16 text, the other way round', { before: ["PRAGMA encoding = 'UTF-16be'"] }],
    ['pages of another size', { before: ['PRAGMA page_size = 65536', 'PRAGMA auto_vacuum = FULL'] }],
  ];

  it.each(layouts)('with %s gives the same metrics', async (_, layout) => {
    const plain = makeSource(market);
    await processFile(plain);
    const path = makeSource(market, layout);
    await processFile(path, { batchSize: 50 });
    expect(dumpOutput(path)).toEqual(dumpOutput(plain));
  });

  it.each(layouts)('with %s gives the same ranges of rows', async (_, layout) => {
    const sorted = marketRows({
      seed: 4,
      snapshots: 200,
      instruments: ['BTC-USDT', 'btc-usdt'],
      repeatedTimestamps: 0.2,
    });
    for (const rows of [sorted, market]) {
      const answers = [];
      for (const path of [makeSource(rows), makeSource(rows, layout)]) {
        answers.push(
          await withRepository(path, {}, async (repository) => {
            const moment = (share: number) => ({
              timestamp: Math.floor(Number(market.book[0]!.timestamp) + share * 20_000),
              nanoseconds: 0,
            });
            const range = { start: moment(0.2), end: moment(0.7) };
            const read: unknown[] = [];
            for (const instrument of [undefined, 'BTC-USDT', 'btc-usdt']) {
              const trades = await repository.loadTradesByTimestamp(range, instrument);
              read.push(trades);
              const only = instrument === undefined ? {} : { instrument };
              for (const order of ['time', 'id'] as const) {
                const ids: number[] = [];
                for await (const columns of repository.iterateBookRows({ ...only, range, order, batchSize: 7 })) {
                  ids.push(...columns.ids);
                }
                read.push(ids);
              }
            }
            return read;
          }),
        );
      }
      expect(answers[1]).toEqual(answers[0]);
    }
  });

  it('never gets an index from us', async () => {
    const path = makeSource(market);
    await processFile(path);
    expect(
      query(path, "SELECT name FROM sqlite_schema WHERE tbl_name IN ('book', 'trades') AND type = 'index'"),
    ).toEqual([]);
  });
});
