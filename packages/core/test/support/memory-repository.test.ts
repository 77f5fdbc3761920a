import { describe, expect, it } from 'vitest';
import type { MarketBookRow, MarketTradeRow, RowQuery } from '../../src/index.ts';
import { MemoryRepository } from './memory-repository.ts';

function bookRow(id: number, timestamp: string | null, instrument: string | null = 'A'): MarketBookRow {
  return { id, instrument, bids: `[[${id},1]]`, asks: '[]', timestamp };
}

function tradeRow(id: number, timestamp: string, changes: Partial<MarketTradeRow> = {}): MarketTradeRow {
  return { id, instrument: 'A', tradeId: String(id), price: 10, size: 1, side: 'Buy', timestamp, ...changes };
}

const BOOK = [
  bookRow(1, '1751328003000'),
  bookRow(2, '1751328001', 'B'),
  bookRow(3, 'never'),
  bookRow(4, '1751328002000'),
  bookRow(5, '1751328002000', null),
];

async function idsOf(query: Partial<RowQuery>): Promise<readonly number[]> {
  const ids: number[] = [];
  const repository = new MemoryRepository({ book: BOOK });
  for await (const columns of repository.iterateBookRows({ order: 'id', batchSize: 2, ...query }))
    ids.push(...columns.ids);
  return ids;
}

const at = (timestamp: number) => ({ timestamp, nanoseconds: 0 });

describe('MemoryRepository', () => {
  it('reads rows as they lie or by time, unreadable times first', async () => {
    expect(await idsOf({ order: 'id' })).toEqual([1, 2, 3, 4, 5]);
    expect(await idsOf({ order: 'time' })).toEqual([3, 2, 4, 5, 1]);
  });

  it('keeps to the instrument, the range, the id and the place of a query', async () => {
    expect(await idsOf({ instrument: 'A' })).toEqual([1, 3, 4]);
    expect(await idsOf({ range: { start: at(1_751_328_002_000), end: at(1_751_328_003_000) } })).toEqual([4, 5]);
    expect(await idsOf({ afterId: 3 })).toEqual([4, 5]);
    expect(await idsOf({ order: 'time', after: { ...at(1_751_328_002_000), id: 4 } })).toEqual([5, 1]);
  });

  it('hands over level text as bytes between offsets, none of an oversized row', async () => {
    const long = { ...bookRow(9, '1751328003000'), bids: `[[1,1]${' '.repeat(100)}]` };
    const repository = new MemoryRepository({ book: [...BOOK, long] }, { maxLevelBytes: 50 });
    for await (const columns of repository.iterateBookRows({ order: 'id', afterId: 4, batchSize: 9 })) {
      const textOf = (part: number) =>
        new TextDecoder().decode(columns.text.subarray(columns.offsets[part], columns.offsets[part + 1]));
      expect([0, 1, 2, 3, 4, 5].map(textOf)).toEqual(['[[5,1]]', '[]', '1751328002000', '', '', '1751328003000']);
      expect([...columns.oversized]).toEqual([0, 1]);
    }
    expect(repository.timestampFormats('book')).toEqual(['ms', 's']);
  });

  it('leaves the ids of trades out where they are not asked for', async () => {
    const repository = new MemoryRepository({ trades: [tradeRow(7, '1751328001000')] });
    const idsOf = async (query: Pick<RowQuery, 'withTradeIds'>) => {
      const ids: (string | null)[] = [];
      const batches = repository.iterateTradeRows({ order: 'id', batchSize: 9, ...query });
      for await (const { tradeIds } of batches) ids.push(...tradeIds);
      return ids;
    };
    expect(await idsOf({})).toEqual(['7']);
    expect(await idsOf({ withTradeIds: false })).toEqual([null]);
  });

  it('counts and describes rows', async () => {
    const repository = new MemoryRepository({
      book: BOOK,
      trades: [tradeRow(1, '1751328001000'), tradeRow(2, '1751328001500', { tradeId: '1' }), tradeRow(3, 'x')],
    });
    expect(await repository.countRows('book')).toBe(5);
    expect(await repository.countRows('book', { idAtMost: 2 })).toBe(2);
    expect(await repository.countRowsUpTo('book', { ...at(1_751_328_002_000), id: 4 })).toBe(2);
    expect(await repository.rowIdRange('book')).toEqual({ first: 1, last: 5 });
    expect(await new MemoryRepository({}).rowIdRange('trades')).toBeNull();
    expect(await repository.countRepeatedTradeIds()).toBe(1);
    expect(await repository.describe('book')).toEqual([
      { instrument: 'A', rows: 2, first: at(1_751_328_002_000), last: at(1_751_328_003_000) },
      { instrument: 'B', rows: 1, first: at(1_751_328_001_000), last: at(1_751_328_001_000) },
    ]);
  });

  it('loads the good trades of a span as objects in time order', async () => {
    const trades = [
      tradeRow(1, '1751328002000'),
      tradeRow(2, '1751328001000', { side: 'SELL' }),
      tradeRow(3, '1751328001000', { price: null }),
      tradeRow(4, '1751328009000'),
    ];
    const loaded = await new MemoryRepository({ trades }).loadTradesByTimestamp({ end: at(1_751_328_009_000) });
    expect(loaded.map(({ id, side }) => [id, side])).toEqual([
      [2, 'sell'],
      [1, 'buy'],
    ]);
  });
});
