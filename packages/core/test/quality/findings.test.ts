import { describe, expect, it } from 'vitest';
import { generateMarket } from '../../src/index.ts';
import { bookOf, check, idsOf, START, tradesOf } from './checked-rows.ts';

describe('the findings of a check', () => {
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
        histogram: expect.objectContaining({ bucketMs: 64 }),
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
    // Of what is bad, all that has a time: places by row id, and one bucket a second.
    expect(
      report.badRows.map(({ table, instrument, reason, places }) => [
        table,
        instrument,
        reason,
        ...places.map(({ rowId, at }) => [rowId, (at.timestamp - START) / 1000]),
      ]),
    ).toEqual([
      ['book', 'A', 'unreadable-levels', [2, 1], [3, 2]],
      ['book', 'A', 'negative-level', [5, 4]],
      ['book', 'A', 'non-finite-level', [6, 5]],
      ['book', 'A', 'oversized-levels', [7, 6]],
      ['book', 'A', 'overflow', [8, 7]],
      ['trades', 'A', 'bad-price', [1, 0]],
      ['trades', 'A', 'bad-size', [2, 1], [6, 5]],
      ['trades', 'A', 'bad-side', [3, 2]],
      ['book', null, 'missing-instrument', [4, 3]],
      ['trades', null, 'missing-instrument', [5, 4]],
    ]);
    for (const { rows, histogram } of report.badRows) {
      expect(histogram.buckets.reduce((sum, bucket) => sum + bucket.rows, 0)).toBe(rows);
    }
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

  it('counts all rows of a finding and keeps the first places, as many as asked for', async () => {
    const book = bookOf(...new Array(20).fill({ asks: null }));
    const [five, two] = [await check({ book }), await check({ book }, { examples: 2 })];
    expect(five.findings[0]).toMatchObject({ kind: 'empty-asks', rows: 20 });
    expect(idsOf(five)['empty-asks']).toEqual([1, 2, 3, 4, 5]);
    expect(idsOf(two)['empty-asks']).toEqual([1, 2]);
  });

  it('tells of all rows of a finding where they lie, in time order or not', async () => {
    const seconds = [...Array.from({ length: 2_000 }, (_, index) => index), 1, 1_500];
    const report = await check({ book: bookOf(...seconds.map((second) => ({ second, asks: null }))) });
    const empty = report.findings.find(({ kind }) => kind === 'empty-asks');
    expect(empty).toMatchObject({ rows: 2_002, histogram: { bucketMs: 4_096 } });
    const { buckets } = empty!.histogram;
    expect(buckets.reduce((sum, { rows }) => sum + rows, 0)).toBe(2_002);
    expect(buckets.at(-1)!.from).toBeGreaterThan(START + 1_995_000 - 4_096);
  });

  it('counts the snapshots that can be read, each once', async () => {
    const { snapshots } = await check({
      book: bookOf({ second: 5 }, { second: 1 }, { bids: 'x' }, { timestamp: 'never' }, { instrument: 'B', asks: '[' }),
    });
    expect(snapshots.map(({ instrument, readable, first, last }) => [instrument, readable, first.id, last.id])).toEqual(
      [
        ['A', 2, 2, 1],
        ['B', 0, 5, 5],
      ],
    );
  });

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
