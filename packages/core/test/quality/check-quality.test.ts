import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkQuality, type QualityReport } from '../../src/index.ts';
import { marketOf } from '../market/market-reader.ts';
import { MemoryRepository } from '../support/memory-repository.ts';
import { bookOf, check, idsOf, START, tradesOf } from './checked-rows.ts';

describe('checkQuality', () => {
  it('finds nothing in good data and counts its rows', async () => {
    expect(await check({ book: bookOf({}, {}, {}), trades: tradesOf({}, {}) })).toEqual({
      source: 'memory',
      isComplete: true,
      rows: { book: 3, trades: 2 },
      snapshots: [
        {
          instrument: 'A',
          readable: 3,
          first: { id: 1, timestamp: START, nanoseconds: 0 },
          last: { id: 3, timestamp: START + 2_000, nanoseconds: 0 },
          steps: [1, 1],
        },
      ],
      findings: [],
      badRows: [],
      problems: [],
      timestampFormats: { book: ['ms'], trades: ['ms'] },
      repeatedTradeIds: 0,
    });
  });

  it('finds nothing in an empty source', async () => {
    const report = await check({});
    expect([report.isComplete, report.findings, report.rows]).toEqual([true, [], { book: 0, trades: 0 }]);
  });

  it('tells mixed formats and repeated trade ids', async () => {
    const report = await check({
      book: bookOf({}, { timestamp: '2025-07-01T00:00:01Z' }),
      trades: tradesOf({}, { tradeId: '0' }, { tradeId: '0', instrument: 'B' }),
    });
    expect(report.timestampFormats).toEqual({ book: ['iso', 'ms'], trades: ['ms'] });
    expect(report.repeatedTradeIds).toBe(1);
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
});
