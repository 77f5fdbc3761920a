import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkQuality,
  type FindingKind,
  generateMarket,
  type MarketBookRow,
  type MarketTradeRow,
  type QualityOptions,
  type QualityReport,
} from '../../src/index.ts';
import { marketOf } from '../market/market-reader.ts';
import { MemoryRepository } from '../support/memory-repository.ts';

const START = 1_751_328_000_000;

/** Good rows a second apart, each with changes; ids from 1. */
function bookOf(...changes: readonly (Partial<MarketBookRow> & { readonly second?: number })[]): MarketBookRow[] {
  return changes.map(({ second, ...change }, index) => ({
    id: index + 1,
    instrument: 'A',
    bids: `[[100,${index + 1}]]`,
    asks: '[[101,1]]',
    timestamp: String(START + (second ?? index) * 1000),
    ...change,
  }));
}

function tradesOf(...changes: readonly Partial<MarketTradeRow>[]): MarketTradeRow[] {
  return changes.map((change, index) => ({
    id: index + 1,
    instrument: 'A',
    tradeId: String(index),
    price: 100,
    size: 1,
    side: 'buy',
    timestamp: String(START + index * 1000),
    ...change,
  }));
}

async function check(
  rows: { readonly book?: readonly MarketBookRow[]; readonly trades?: readonly MarketTradeRow[] },
  options: QualityOptions = {},
): Promise<QualityReport> {
  return checkQuality(new MemoryRepository(rows, { maxLevelBytes: 1_000 }), { batchSize: 2, ...options });
}

/** Row ids by kind of finding. */
function idsOf({ findings }: QualityReport): Partial<Record<FindingKind, readonly number[]>> {
  return Object.fromEntries(findings.map(({ kind, places }) => [kind, places.map(({ rowId }) => rowId)]));
}

describe('checkQuality', () => {
  it('finds nothing in good data and counts its rows', async () => {
    expect(await check({ book: bookOf({}, {}, {}), trades: tradesOf({}, {}) })).toEqual({
      source: 'memory',
      isComplete: true,
      rows: { book: 3, trades: 2 },
      findings: [],
      problems: [],
      timestampFormats: { book: ['ms'], trades: ['ms'] },
      repeatedTradeIds: 0,
    });
  });

  it('finds nothing in an empty source', async () => {
    const report = await check({});
    expect([report.isComplete, report.findings, report.rows]).toEqual([true, [], { book: 0, trades: 0 }]);
  });

  it('finds crossed, locked and empty books', async () => {
    const report = await check({
      book: bookOf(
        {},
        { bids: '[[102,1],[99,1]]' },
        { bids: '[[99,1],[101,2]]' },
        { bids: null },
        { asks: '' },
        { bids: '[[1,0]]', asks: '[]' },
      ),
    });
    expect(idsOf(report)).toEqual({
      'crossed-book': [2],
      'locked-book': [3],
      'empty-bids': [4],
      'empty-asks': [5],
      'empty-book': [6],
    });
  });

  it('finds a gap with its length and the row behind it', async () => {
    const seconds = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 40, 41];
    const report = await check({ book: bookOf(...seconds.map((second) => ({ second }))) });
    expect(report.findings).toEqual([
      {
        table: 'book',
        kind: 'gap',
        instrument: 'A',
        rows: 1,
        places: [{ rowId: 11, at: { timestamp: START + 40_000, nanoseconds: 0 }, seconds: 31 }],
      },
    ]);
  });

  it('takes a threshold for gaps, exact to the nanosecond', async () => {
    const book = bookOf({}, { timestamp: `${START + 2_000}000000` }, { timestamp: `${START + 4_000}000001` });
    expect(idsOf(await check({ book }, { gapSeconds: 2 }))).toEqual({ gap: [3] });
  });

  it('keeps the sequences of instruments apart', async () => {
    const same = { bids: '[[1,1]]' };
    const book = bookOf({ ...same }, { ...same, instrument: 'B' }, { ...same, second: 90 });
    const report = await check({ book }, { gapSeconds: 60 });
    expect(report.findings.map(({ instrument, kind }) => [instrument, kind])).toEqual([
      ['A', 'gap'],
      ['A', 'unchanged-book'],
    ]);
  });

  it('finds repeated timestamps and unchanged books', async () => {
    const same = { bids: '[[100,1]]', asks: '[[101,1]]' };
    const report = await check({ book: bookOf(same, same, { ...same, second: 1 }, { bids: 'no levels' }, same, {}) });
    // Row 4 cannot be read, so row 5 is compared with row 3.
    expect(idsOf(report)).toEqual({ 'repeated-timestamp': [3], 'unchanged-book': [2, 3, 5] });
  });

  it('takes a book for changed where the same text moves to the other side', async () => {
    const report = await check({ book: bookOf({ bids: '[[1,1]]', asks: '' }, { bids: '', asks: '[[1,1]]' }) });
    expect(idsOf(report)).toEqual({ 'empty-asks': [1], 'empty-bids': [2] });
  });

  it('counts bad rows by reason, each with the smallest id', async () => {
    const report = await check({
      book: bookOf(
        { timestamp: 'never' },
        { bids: 'x' },
        { bids: 'y' },
        { instrument: null },
        { asks: '[[1,-1]]' },
        { asks: '[[1,NaN]]' },
        { asks: `[[1,1]${' '.repeat(1_000)}]` },
        { bids: '[[1,1e308],[2,1e308]]' },
      ),
      trades: tradesOf(
        { price: 0 },
        { size: null },
        { side: 'up' },
        { timestamp: null },
        { instrument: null },
        { size: -1 },
      ),
    });
    expect(report.problems.map(({ table, reason, rows, exampleRowId }) => [table, reason, rows, exampleRowId])).toEqual(
      [
        ['book', 'unreadable-timestamp', 1, 1],
        ['book', 'unreadable-levels', 2, 2],
        ['book', 'missing-instrument', 1, 4],
        ['book', 'negative-level', 1, 5],
        ['book', 'non-finite-level', 1, 6],
        ['book', 'oversized-levels', 1, 7],
        ['book', 'overflow', 1, 8],
        ['trades', 'bad-price', 1, 1],
        ['trades', 'bad-size', 2, 2],
        ['trades', 'bad-side', 1, 3],
        ['trades', 'unreadable-timestamp', 1, 4],
        ['trades', 'missing-instrument', 1, 5],
      ],
    );
    expect(report.findings).toEqual([]);
  });

  it('tells mixed formats and repeated trade ids', async () => {
    const report = await check({
      book: bookOf({}, { timestamp: '2025-07-01T00:00:01Z' }),
      trades: tradesOf({}, { tradeId: '0' }, { tradeId: '0', instrument: 'B' }),
    });
    expect(report.timestampFormats).toEqual({ book: ['iso', 'ms'], trades: ['ms'] });
    expect(report.repeatedTradeIds).toBe(1);
  });

  it('finds rows behind later ones, in both tables', async () => {
    const report = await check({
      book: bookOf({ second: 0 }, { second: 2 }, { second: 1 }, { second: 1 }, { second: 3 }),
      trades: tradesOf({}, {}, { timestamp: String(START) }),
    });
    const places = report.findings.map(({ table, kind, places }) => [table, kind, places.map(({ rowId }) => rowId)]);
    expect(places).toEqual([
      ['book', 'repeated-timestamp', [4]],
      ['book', 'out-of-order', [3, 4]],
      ['trades', 'out-of-order', [3]],
    ]);
  });

  it('finds in rows out of order the gaps and unchanged books that it finds in their time order', async () => {
    const { book } = marketOf({ snapshots: 300, levels: 1, intervalMs: 10, gaps: 3, repeatedTimestamps: 0.1 });
    const sequenceOf = (report: QualityReport) =>
      report.findings
        .filter(({ kind }) => kind !== 'out-of-order')
        .map(({ kind, rows, places }) => [kind, rows, places.map(({ at, seconds }) => [at, seconds])]);
    const ordered = await check({ book });
    expect(ordered.findings.map(({ kind }) => kind)).toEqual(['gap', 'repeated-timestamp', 'unchanged-book']);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 298 }), async (cut) => {
        const times = book.map(({ timestamp }) => timestamp);
        // Two runs change places; rows of one time stay together and keep their order.
        let start = cut;
        while (start > 0 && times[start] === times[start - 1]) start--;
        const rotated = [...book.slice(start), ...book.slice(0, start)].map((row, index) => ({
          ...row,
          id: index + 1,
        }));
        expect(sequenceOf(await check({ book: rotated }, { batchSize: 64 }))).toEqual(sequenceOf(ordered));
      }),
      { numRuns: 20 },
    );
  });

  it('reads only a disordered instrument again, in time order, and only where there is one', async () => {
    const ordered = new MemoryRepository({ book: bookOf({}, {}) });
    await checkQuality(ordered);
    expect(ordered.queries.map(({ table, query }) => [table, query.order])).toEqual([
      ['book', 'id'],
      ['trades', 'id'],
    ]);
    const disordered = new MemoryRepository({
      book: bookOf({ instrument: 'B' }, { second: 9 }, { second: 2 }, { instrument: 'B' }),
    });
    await checkQuality(disordered);
    expect(disordered.queries.at(-1)).toEqual({
      table: 'book',
      query: { order: 'time', batchSize: 1_000, instrument: 'A' },
    });
  });

  it('keeps to an instrument and a range', async () => {
    const book = bookOf({ bids: null }, { bids: null }, { bids: null, instrument: 'B' }, { bids: null });
    const range = { start: { timestamp: START + 1_000, nanoseconds: 0 } };
    const report = await check({ book }, { instrument: 'A', range });
    expect(idsOf(report)['empty-bids']).toEqual([2, 4]);
    expect(report.rows).toEqual({ book: 2, trades: 0 });
  });

  it('counts all rows of a finding and keeps the first places, as many as asked for', async () => {
    const book = bookOf(...new Array(20).fill({ asks: null }));
    const [five, two] = [await check({ book }), await check({ book }, { examples: 2 })];
    expect(five.findings[0]).toMatchObject({ kind: 'empty-asks', rows: 20 });
    expect(idsOf(five)['empty-asks']).toEqual([1, 2, 3, 4, 5]);
    expect(idsOf(two)['empty-asks']).toEqual([1, 2]);
  });

  it('finds the same whatever the batch size', async () => {
    const rows = marketOf({
      snapshots: 400,
      levels: 2,
      oddities: 0.3,
      disorder: 0.02,
      instruments: ['A', 'B'],
      seed: 5,
    });
    const reports = await Promise.all([1, 7, 1_000].map((batchSize) => check(rows, { batchSize })));
    expect(reports[1]).toEqual(reports[0]);
    expect(reports[2]).toEqual(reports[0]);
    expect(new Set(reports[0]?.findings.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(6);
  });

  it('reports progress up to the end, the second reading included', async () => {
    const seen: (readonly [number, number])[] = [];
    const onProgress = (progress: { readonly rows: number; readonly totalRows: number }) => {
      seen.push([progress.rows, progress.totalRows]);
    };
    await check({ book: bookOf({ second: 5 }, { second: 1 }, {}), trades: tradesOf({}) }, { onProgress });
    expect(seen).toEqual([
      [2, 4],
      [3, 4],
      [4, 4],
      [6, 7],
      [7, 7],
      [7, 7],
    ]);
  });

  it('stops behind the batch in which it is aborted, and says so', async () => {
    const signal = { aborted: false };
    const onProgress = () => {
      signal.aborted = true;
    };
    const report = await check({ book: bookOf({}, {}, {}, {}) }, { signal, onProgress });
    expect(report).toMatchObject({ isComplete: false, rows: { book: 2, trades: 0 }, repeatedTradeIds: null });
    expect(await check({ book: bookOf({}) }, { signal })).toMatchObject({ isComplete: false, rows: { book: 0 } });
  });

  it.each([{ gapSeconds: 0 }, { gapSeconds: Number.NaN }, { examples: -1 }, { examples: 0.5 }])(
    'refuses the thresholds %o',
    async (thresholds) => {
      await expect(check({}, thresholds)).rejects.toMatchObject({
        code: 'bad-argument',
        message: expect.stringContaining(Object.keys(thresholds)[0]!),
      });
    },
  );

  it('makes something of every oddity that a market can have', async () => {
    const rows = [...generateMarket({ snapshots: 1_000, levels: 2, oddities: 0.5, tradesPerSecond: 30 })];
    const report = await check({
      book: rows.flatMap(({ book }) => book),
      trades: rows.flatMap(({ trades }) => trades),
    });
    const kinds = new Set(report.findings.map(({ kind }) => kind));
    for (const kind of ['crossed-book', 'locked-book', 'empty-bids', 'empty-asks', 'empty-book']) {
      expect(kinds).toContain(kind);
    }
    const reasons = new Set(report.problems.map(({ reason }) => reason));
    for (const reason of [
      'negative-level',
      'non-finite-level',
      'unreadable-levels',
      'bad-side',
      'missing-instrument',
    ]) {
      expect(reasons).toContain(reason);
    }
  });
});
