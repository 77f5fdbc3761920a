import {
  type BookColumns,
  NO_INSTRUMENT,
  type OrderflowRepository,
  type RowQuery,
  type SourceTable,
  type TradeColumns,
} from '@orderflow/core';
import { afterEach, describe, expect, it } from 'vitest';
import { bookRow, type ContractRows, moment, START, tradeRow } from './contract-rows.ts';
import { describeSnapshots } from './describe-snapshots.ts';
import type { MakeRepository, RepositoryUnderTest } from './repository-under-test.ts';

const TABLES = ['book', 'trades'] as const;
const MEBIBYTE = 1024 * 1024;

/** In no order of time, of two instruments, with a repeated time and two times that cannot be read. */
const DISORDERED = [
  { id: -3, at: 50, instrument: 'BTC' },
  { id: 1, at: 30, instrument: 'ETH' },
  { id: 2, at: 'soon', instrument: 'BTC' },
  { id: 5, at: 30, instrument: 'BTC' },
  { id: 8, at: 10, instrument: 'BTC' },
  { id: 9, at: 2_000_000, instrument: 'ETH' },
  { id: 11, at: null, instrument: 'ETH' },
  { id: 20, at: 20, instrument: 'BTC' },
] as const;

/** The reads of `OrderflowRepository`. */
export function describeReads(make: MakeRepository): void {
  let open: RepositoryUnderTest | null = null;
  const opened = async (rows: ContractRows): Promise<OrderflowRepository> => {
    open = await make(rows);
    return open.repository;
  };
  afterEach(async () => {
    await open?.close();
    open = null;
  });
  const disordered = () =>
    opened({
      book: DISORDERED.map(({ id, at, instrument }) => bookRow(id, at, { instrument })),
      trades: DISORDERED.map(({ id, at, instrument }) => tradeRow(id, at, { instrument })),
    });

  describe.each(TABLES)('rows of %s', (table) => {
    it('come as they lie, or by (timestamp, id) with unreadable times first', async () => {
      const repository = await disordered();
      expect(await idsOf(repository, table, { order: 'id' })).toEqual([-3, 1, 2, 5, 8, 9, 11, 20]);
      expect(await idsOf(repository, table, { order: 'time' })).toEqual([2, 11, 8, 20, 1, 5, -3, 9]);
    });

    it.each([1, 2, 3, 7, 8, 1000])('are the same in batches of %i, none of them empty or larger', async (batchSize) => {
      const repository = await disordered();
      for (const order of ['id', 'time'] as const) {
        const whole = await idsOf(repository, table, { order });
        expect(await idsOf(repository, table, { order, batchSize })).toEqual(whole);
        for await (const { count } of iterate(repository, table, { order, batchSize })) {
          expect(count).toBeGreaterThan(0);
          expect(count).toBeLessThanOrEqual(batchSize);
        }
      }
    });

    it('of one instrument leave the others out', async () => {
      const repository = await disordered();
      expect(await idsOf(repository, table, { order: 'id', instrument: 'ETH' })).toEqual([1, 9, 11]);
      expect(await idsOf(repository, table, { order: 'time', instrument: 'ETH' })).toEqual([11, 1, 9]);
      expect(await idsOf(repository, table, { order: 'time', instrument: 'eth' })).toEqual([]);
    });

    it('of a range start with it and end before its end, to the nanosecond', async () => {
      const repository = await disordered();
      const range = { start: moment(20), end: moment(50) };
      expect(await idsOf(repository, table, { order: 'id', range })).toEqual([1, 5, 20]);
      expect(await idsOf(repository, table, { order: 'time', range })).toEqual([20, 1, 5]);
      expect(await idsOf(repository, table, { order: 'time', range, instrument: 'BTC' })).toEqual([20, 5]);
      expect(await idsOf(repository, table, { order: 'time', range: { start: moment(21) } })).toEqual([1, 5, -3, 9]);
      expect(await idsOf(repository, table, { order: 'time', range: { end: moment(21) } })).toEqual([8, 20]);
      expect(await idsOf(repository, table, { order: 'time', range: { start: moment(51), end: moment(51) } })).toEqual(
        [],
      );
    });

    it('without a readable time are in unbounded ranges only', async () => {
      const repository = await disordered();
      const early = { timestamp: 0, nanoseconds: 0 };
      const late = { timestamp: START * 2, nanoseconds: 0 };
      for (const order of ['id', 'time'] as const) {
        for (const range of [{ start: early }, { end: late }, { start: early, end: late }]) {
          expect((await idsOf(repository, table, { order, range })).toSorted((a, b) => a - b)).toEqual([
            -3, 1, 5, 8, 9, 20,
          ]);
        }
        expect(await idsOf(repository, table, { order, range: {} })).toHaveLength(8);
      }
    });

    it('above an id leave the rows up to it out', async () => {
      const repository = await disordered();
      expect(await idsOf(repository, table, { order: 'id', afterId: 5 })).toEqual([8, 9, 11, 20]);
      expect(await idsOf(repository, table, { order: 'time', afterId: 5 })).toEqual([11, 8, 20, 9]);
      expect(await idsOf(repository, table, { order: 'time', afterId: 5, range: { start: moment(20) } })).toEqual([
        20, 9,
      ]);
      expect(await idsOf(repository, table, { order: 'id', afterId: 20 })).toEqual([]);
    });

    it('behind a place leave the rows up to it out', async () => {
      const repository = await disordered();
      const behind = (at: number, id: number) =>
        idsOf(repository, table, { order: 'time', after: { ...moment(at), id } });
      expect(await behind(30, 1)).toEqual([5, -3, 9]);
      expect(await behind(30, 5)).toEqual([-3, 9]);
      expect(await behind(29, 99)).toEqual([1, 5, -3, 9]);
      expect(await behind(2_000_000, 9)).toEqual([]);
      const range = { start: moment(10), end: moment(60) };
      expect(await idsOf(repository, table, { order: 'time', after: { ...moment(20), id: 20 }, range })).toEqual([
        1, 5, -3,
      ]);
    });

    it('of ids in time order are the same by any way', async () => {
      const rows = Array.from({ length: 60 }, (_, index) => ({ id: 2 * index, at: 10 * Math.floor(index / 2) }));
      const repository = await opened({
        book: rows.map(({ id, at }) => bookRow(id, at)),
        trades: rows.map(({ id, at }) => tradeRow(id, at)),
      });
      const range = { start: moment(100), end: moment(201) };
      const wanted = rows.filter(({ at }) => at >= 100 && at < 201).map(({ id }) => id);
      for (const order of ['id', 'time'] as const) {
        expect(await idsOf(repository, table, { order, range, batchSize: 4 })).toEqual(wanted);
      }
    });

    it('can be written by others between two batches', async () => {
      await opened({
        book: Array.from({ length: 40 }, (_, id) => bookRow(id, id)),
        trades: Array.from({ length: 40 }, (_, id) => tradeRow(id, id)),
      });
      for (const order of ['id', 'time'] as const) {
        const seen: number[] = [];
        let next = order === 'id' ? 100 : 200;
        for await (const columns of iterate(open!.repository, table, { order, batchSize: 10 })) {
          seen.push(...columns.ids);
          await open!.append({ book: [bookRow(++next, next)], trades: [tradeRow(next, next)] });
        }
        expect(seen.slice(0, 40)).toEqual(Array.from({ length: 40 }, (_, id) => id));
      }
    });

    it('can be read by many at once', async () => {
      const repository = await disordered();
      const reads = Array.from({ length: 6 }, (_, read) =>
        idsOf(repository, table, { order: 'time', batchSize: 1, ...(read % 2 === 0 ? {} : { afterId: 5 }) }),
      );
      const counts = [
        repository.countRowsUpTo('book', { ...moment(30), id: 5 }),
        repository.countRowsUpTo('trades', { ...moment(30), id: 5 }),
      ];
      for (const [read, ids] of (await Promise.all(reads)).entries()) {
        expect(ids).toEqual(read % 2 === 0 ? [2, 11, 8, 20, 1, 5, -3, 9] : [11, 8, 20, 9]);
      }
      expect(await Promise.all(counts)).toEqual([4, 4]);
    });

    it('can be left behind half-read', async () => {
      const repository = await disordered();
      for await (const { count } of iterate(repository, table, { order: 'time', batchSize: 2 })) {
        expect(count).toBe(2);
        break;
      }
      expect(await repository.countRows(table)).toBe(8);
      await open!.append({ book: [bookRow(30, 1)], trades: [tradeRow(30, 1)] });
      expect(await idsOf(repository, table, { order: 'time' })).toEqual([2, 11, 30, 8, 20, 1, 5, -3, 9]);
    });

    it('are counted, up to an id and up to a place', async () => {
      const repository = await disordered();
      expect(await repository.countRows(table)).toBe(8);
      expect(await repository.countRows(table, { idAtMost: 5 })).toBe(4);
      expect(await repository.countRows(table, { idAtMost: -4 })).toBe(0);
      expect(await repository.countRowsUpTo(table, { ...moment(30), id: 1 })).toBe(3);
      expect(await repository.countRowsUpTo(table, { ...moment(30), id: 5 })).toBe(4);
      expect(await repository.countRowsUpTo(table, { ...moment(9), id: 99 })).toBe(0);
      expect(await repository.countRowsUpTo(table, { ...moment(2_000_000), id: 9 })).toBe(6);
    });

    it('have a smallest and a largest id', async () => {
      expect(await (await disordered()).rowIdRange(table)).toEqual({ first: -3, last: 20 });
    });

    it('are described by instrument: rows with a readable time, first and last', async () => {
      expect(await (await disordered()).describe(table)).toEqual([
        { instrument: 'BTC', rows: 4, first: moment(10), last: moment(50) },
        { instrument: 'ETH', rows: 2, first: moment(30), last: moment(2_000_000) },
      ]);
    });

    it('are described without the instruments that nobody asks for, at most', async () => {
      const repository = await disordered();
      const all = await repository.describe(table);
      const some = await repository.describe(table, ['BTC', "no 'one'"]);
      expect(some.find(({ instrument }) => instrument === 'ETH')).toEqual(all[1]);
      for (const span of some) expect(all).toContainEqual(span);
    });

    it('may be none', async () => {
      const repository = await opened({});
      for (const order of ['id', 'time'] as const) {
        expect(await idsOf(repository, table, { order })).toEqual([]);
        expect(await idsOf(repository, table, { order, range: { start: moment(0) } })).toEqual([]);
      }
      expect(await repository.countRows(table)).toBe(0);
      expect(await repository.countRowsUpTo(table, { ...moment(0), id: 0 })).toBe(0);
      expect(await repository.rowIdRange(table)).toBeNull();
      expect(await repository.describe(table)).toEqual([]);
      expect(repository.timestampFormats(table)).toEqual([]);
    });
  });

  describe('book columns', () => {
    it('hold keys, times and the text of every row as bytes', async () => {
      const repository = await opened({
        book: [
          bookRow(4, 1_000_002, { bids: '[[1,2]]', asks: null }),
          bookRow(7, 'never', { instrument: null, bids: '', asks: '["ü"]' }),
          bookRow(9, 3, { instrument: '' }),
        ],
      });
      const [columns] = await batchesOf(repository.iterateBookRows({ order: 'id', batchSize: 10 }));
      const { count, ids, timestamps, nanoseconds, instruments, instrumentNames, oversized } = columns!;
      expect(count).toBe(3);
      expect([...ids]).toEqual([4, 7, 9]);
      expect([...timestamps]).toEqual([START + 1, Number.NaN, START]);
      expect([...nanoseconds]).toEqual([2, 0, 3]);
      expect([...instruments].map((number) => instrumentNames[number])).toEqual(['BTC', undefined, undefined]);
      expect([...instruments].slice(1)).toEqual([NO_INSTRUMENT, NO_INSTRUMENT]);
      expect([...oversized]).toEqual([0, 0, 0]);
      expect(textsOf(columns!)).toEqual([
        ['[[1,2]]', '', String(BigInt(START) * 1_000_000n + 1_000_002n)],
        ['', '["ü"]', 'never'],
        ['[[99,9]]', '[[101,1]]', String(BigInt(START) * 1_000_000n + 3n)],
      ]);
    });

    it('end a batch with the row that takes it to 16 MB, however many rows it may hold', async () => {
      const side = `[[1,${'0'.repeat(5 * MEBIBYTE)}1]]`;
      const repository = await opened({ book: Array.from({ length: 6 }, (_, id) => bookRow(id, id, { bids: side })) });
      for (const order of ['id', 'time'] as const) {
        const counts: number[] = [];
        for await (const { count } of repository.iterateBookRows({ order, batchSize: 1000 })) counts.push(count);
        expect(counts).toEqual([4, 2]);
      }
    });

    it('do not hold a side of more than 16 MB, and say so', async () => {
      const side = (size: number) => `[[1,${'0'.repeat(size - 7)}1]]`;
      const most = 16 * MEBIBYTE;
      const repository = await opened({
        book: [bookRow(1, 1, { bids: side(most) }), bookRow(2, 2, { asks: side(most + 1) }), bookRow(3, 3)],
      });
      const batches = await batchesOf(repository.iterateBookRows({ order: 'id', batchSize: 10 }));
      const oversized = batches.flatMap((columns) => [...columns.oversized]);
      expect(oversized).toEqual([0, 1, 0]);
      expect(batches.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(most + 1000);
    });
  });

  describeSnapshots(opened);

  describe('trade columns', () => {
    it('hold prices, sizes, signs and, where they are asked for, ids', async () => {
      const repository = await opened({
        trades: [
          tradeRow(1, 1, { price: 0.5, size: 2, side: 'BUY' }),
          tradeRow(2, 2, { price: null, size: -1, side: 'sell', tradeId: null }),
          tradeRow(3, 3, { size: null, side: 'unknown' }),
          tradeRow(4, 4, { side: null, instrument: null }),
        ],
      });
      const [columns] = await batchesOf(repository.iterateTradeRows({ order: 'id', batchSize: 10 }));
      expect([...columns!.prices]).toEqual([0.5, Number.NaN, 100, 100]);
      expect([...columns!.sizes]).toEqual([2, -1, Number.NaN, 1]);
      expect([...columns!.sides]).toEqual([1, -1, 0, 0]);
      expect(columns!.tradeIds).toEqual(['t1', null, 't3', 't4']);
      expect(columns!.instruments[3]).toBe(NO_INSTRUMENT);
      const [bare] = await batchesOf(repository.iterateTradeRows({ order: 'id', batchSize: 10, withTradeIds: false }));
      expect(bare!.tradeIds).toEqual([null, null, null, null]);
    });

    it('of a span are handed out as objects where they are good, in time order', async () => {
      const repository = await opened({
        trades: [
          tradeRow(1, 30),
          tradeRow(2, 10, { side: 'SELL', tradeId: null, instrument: 'ETH' }),
          tradeRow(3, 20, { size: 0 }),
          tradeRow(4, 20, { price: null }),
          tradeRow(5, 20, { side: 'other' }),
          tradeRow(6, 20, { instrument: null }),
          tradeRow(7, 'once'),
          tradeRow(8, 40),
        ],
      });
      const range = { start: moment(10), end: moment(40) };
      const first = { id: 2, instrument: 'ETH', tradeId: null, price: 100, size: 1, side: 'sell', ...moment(10) };
      const second = { id: 1, instrument: 'BTC', tradeId: 't1', price: 100, size: 1, side: 'buy', ...moment(30) };
      expect(await repository.loadTradesByTimestamp(range)).toEqual([first, second]);
      expect(await repository.loadTradesByTimestamp(range, 'ETH')).toEqual([first]);
      expect(await repository.loadTradesByTimestamp({})).toHaveLength(3);
    });

    it('with an id that stands on an earlier row of the instrument are counted', async () => {
      const ids = ['a', 'b', 'a', null, null, 'a'];
      const trades = ids.map((tradeId, index) => tradeRow(index, index, { tradeId }));
      const repository = await opened({ trades: [...trades, tradeRow(9, 9, { tradeId: 'a', instrument: 'ETH' })] });
      expect(await repository.countRepeatedTradeIds()).toBe(2);
    });
  });

  it('numbers instruments once: an index stays valid over batches', async () => {
    const names = ['b', 'a', 'b', 'c', 'a'];
    const repository = await opened({ book: names.map((instrument, id) => bookRow(id, id, { instrument })) });
    const batches = await batchesOf(repository.iterateBookRows({ order: 'id', batchSize: 1 }));
    const last = batches.at(-1)!.instrumentNames;
    expect(batches.map(({ instruments }) => last[instruments[0]!])).toEqual(names);
  });

  it('says in which formats the timestamps are written that it has read', async () => {
    const texts = ['1720000000', '2024-07-03T09:46:40Z', '1720000000000', 'x', '1720000001'];
    const repository = await opened({ book: texts.map((text, id) => bookRow(id, text)), trades: [tradeRow(1, 5)] });
    expect(repository.timestampFormats('book')).toEqual([]);
    await idsOf(repository, 'book', { order: 'id' });
    expect([...repository.timestampFormats('book')].sort()).toEqual(['iso', 'ms', 's']);
    expect(repository.timestampFormats('trades')).toEqual([]);
  });
}

function iterate(
  repository: OrderflowRepository,
  table: SourceTable,
  query: RowQuery,
): AsyncIterable<BookColumns | TradeColumns> {
  return table === 'book' ? repository.iterateBookRows(query) : repository.iterateTradeRows(query);
}

async function idsOf(
  repository: OrderflowRepository,
  table: SourceTable,
  query: Omit<RowQuery, 'batchSize'> & { readonly batchSize?: number },
): Promise<number[]> {
  const ids: number[] = [];
  for await (const columns of iterate(repository, table, { batchSize: 3, ...query })) ids.push(...columns.ids);
  return ids;
}

async function batchesOf<Batch>(batches: AsyncIterable<Batch>): Promise<Batch[]> {
  const all: Batch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

function textsOf({ count, text, offsets }: BookColumns): string[][] {
  const decode = (field: number) => new TextDecoder().decode(text.subarray(offsets[field]!, offsets[field + 1]!));
  return Array.from({ length: count }, (_, row) => [0, 1, 2].map((field) => decode(3 * row + field)));
}
