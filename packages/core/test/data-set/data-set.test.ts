import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type Book, type DataQuery, findOverlaps, type Strategy } from '../../src/index.ts';
import { collect } from '../support/collect.ts';
import { bookRow, moment, SETTINGS, tradeRow } from '../support/rows.ts';
import { WatchedRepository } from '../support/watched-repository.ts';
import { cvdsOf, emptySource, liveSource, metricsOf, openDataSet, storedSource } from './support.ts';

// CVD 1, 3, 3, 7 at 10, 20, 30, 40 ms; the last trade waits.
const BOOK = [bookRow(1, 10), bookRow(2, 20), bookRow(3, 30), bookRow(4, 40)];
const TRADES = [tradeRow(1, 5, 1), tradeRow(2, 20, 2), tradeRow(3, 35, 4), tradeRow(4, 45, 8)];
const ROWS = { book: BOOK, trades: TRADES };
const CVDS = [
  [1, 1],
  [2, 3],
  [3, 3],
  [4, 7],
];

/** Notes what it is given. */
class Notes implements Strategy {
  readonly name = 'notes';
  readonly reads: 'metrics' | 'levels';
  readonly seen: (readonly [id: number, hasLevels: boolean, tradeIds: readonly number[]])[] = [];

  constructor(reads: 'metrics' | 'levels') {
    this.reads = reads;
  }

  async onBooktick(book: Book): Promise<void> {
    for (let index = 0; index < book.length; index++) {
      const tradeIds = book.tradesOf(index).map(({ id }) => id);
      this.seen.push([book.metric(index).snapshotId, book.hasLevels, tradeIds]);
    }
  }

  finish() {
    return { strategy: this.name, summaries: [], alerts: [] };
  }
}

describe('DataSet', () => {
  it('gives the same metrics stored and live', async () => {
    const [stored, live] = [await openDataSet([await storedSource(ROWS)]), await openDataSet([liveSource(ROWS)])];
    expect(stored.parts).toMatchObject([{ instrument: 'A', snapshots: 4, reason: null }]);
    expect(live.parts).toMatchObject([{ instrument: 'A', snapshots: 4, state: null }]);
    expect(await cvdsOf(stored)).toEqual(CVDS);
    expect(await metricsOf(live)).toEqual(await metricsOf(stored));
  });

  it('warns of trades that overlap between two sources, and hands them out one after another in no case', async () => {
    const warnings: string[] = [];
    const later = { book: [bookRow(1, 50)], trades: [tradeRow(1, 42, 1), tradeRow(2, 45, 8)] };
    const dataSet = await openDataSet([await storedSource(ROWS), liveSource(later)], {
      onWarning: (w) => warnings.push(w),
    });
    await metricsOf(dataSet);
    expect(warnings).toEqual([expect.stringContaining('hold trades of A of the same time')]);
    await expect(collect(dataSet.iterateTrades({}))).rejects.toMatchObject({ code: 'overlapping-sources' });
    const apart = await openDataSet([liveSource(ROWS), liveSource({ ...later, trades: [tradeRow(1, 45, 1)] })]);
    expect((await collect(apart.iterateTrades({}))).reduce((sum, { count }) => sum + count, 0)).toBe(5);
  });

  it('reads no book row where metrics are stored', async () => {
    const source = await storedSource(ROWS);
    const dataSet = await openDataSet([source]);
    source.repository.queries.splice(0);
    await metricsOf(dataSet);
    await collect(dataSet.iterateBooks({}, 'metrics'));
    expect(source.repository.queries.map(({ table }) => table)).toEqual(['trades']);
  });

  it("reads the exchange's ids of trades unless the strategy does without", async () => {
    const source = await storedSource(ROWS);
    const dataSet = await openDataSet([source]);
    const idsRead = async (strategy: Pick<Strategy, 'withTradeIds'>) => {
      const tradeIds: (string | null)[] = [];
      await dataSet.runStrategy(
        {
          name: 'ids',
          reads: 'metrics',
          ...strategy,
          onBooktick: ({ trades }) => {
            tradeIds.push(...trades.tradeIds);
          },
          finish: () => ({ strategy: 'ids', summaries: [], alerts: [] }),
        },
        {},
      );
      return tradeIds;
    };
    const [known, left] = [await idsRead({}), await idsRead({ withTradeIds: false })];
    expect(known).not.toContain(null);
    expect(left).toEqual(known.map(() => null));
  });

  describe('computes live, and says why,', () => {
    const reasonOf = async (source: Parameters<typeof openDataSet>[0][number], settings = SETTINGS) => {
      const dataSet = await openDataSet([source], { settings });
      expect(await cvdsOf(dataSet)).toEqual(CVDS);
      return dataSet.parts.map(({ reason }) => reason);
    };

    it('where there is no place for metrics, or nothing in it', async () => {
      expect(await reasonOf(liveSource(ROWS))).toEqual(['there are no stored metrics']);
      expect(await reasonOf(emptySource(ROWS, { kind: 'none' }))).toEqual(['there are no stored metrics']);
      const ours = { kind: 'ours', settings: SETTINGS } as const;
      expect(await reasonOf(emptySource(ROWS, ours))).toEqual(['there are no stored metrics']);
    });

    it('where another tool wrote them, or other settings made them', async () => {
      expect(await reasonOf(emptySource(ROWS, { kind: 'foreign' }))).toEqual([
        'the table metrics was written by another tool',
      ]);
      const source = await storedSource(ROWS);
      expect(await reasonOf(source, { ...SETTINGS, depth: 5 })).toEqual(['the stored metrics have depth all, not 5']);
    });

    it('where snapshots have come since', async () => {
      const source = await storedSource({ book: BOOK.slice(0, 3), trades: TRADES });
      source.repository.book.push(BOOK[3]!);
      expect(await reasonOf(source)).toEqual(['rows have come since the metrics were stored']);
    });

    it('where a snapshot or a trade has come late', async () => {
      const late = await storedSource({ book: BOOK, trades: [TRADES[0]!, TRADES[2]!, TRADES[3]!] });
      late.repository.trades.push({ ...TRADES[1]!, id: 9 });
      expect(await reasonOf(late)).toEqual(['rows have come since the metrics were stored']);
      const inBetween = await storedSource({ book: [BOOK[0]!, BOOK[1]!, BOOK[3]!], trades: TRADES });
      inBetween.repository.book.splice(2, 0, BOOK[2]!);
      expect(await reasonOf(inBetween)).toEqual(['rows have come since the metrics were stored']);
    });

    it('but not where trades have come that wait, or rows without a time', async () => {
      const source = await storedSource({ book: BOOK, trades: TRADES.slice(0, 3) });
      source.repository.trades.push(TRADES[3]!);
      source.repository.book.push(bookRow(9, 0, { timestamp: 'never' }));
      expect(await reasonOf(source)).toEqual([null]);
    });
  });

  it.each(['stored', 'live'])(
    'reads a range from its start to before its end, to the nanosecond (%s)',
    async (kind) => {
      const dataSet = await openDataSet([kind === 'stored' ? await storedSource(ROWS) : liveSource(ROWS)]);
      const idsOf = async (query: DataQuery) => (await cvdsOf(dataSet, query)).map(([id]) => id);
      expect(await idsOf({ range: { start: moment(20), end: moment(40) } })).toEqual([2, 3]);
      expect(await idsOf({ range: { start: moment(20, 1), end: moment(40, 1) } })).toEqual([3, 4]);
      expect(await cvdsOf(dataSet, { range: { start: moment(30) } })).toEqual(CVDS.slice(2));
      const books = await collect(dataSet.iterateBooks({ range: { start: moment(20, 1) } }, 'metrics'));
      // Trade 2 lies before the start, though after snapshot 1.
      expect(books.flatMap((book) => [...book.trades.ids])).toEqual([3]);
    },
  );

  it('says what the data span where a range holds nothing', async () => {
    const dataSet = await openDataSet([liveSource(ROWS)]);
    const message =
      'there is no snapshot from 2025-07-01T00:00:00.050Z to the end: A spans 2025-07-01T00:00:00.010Z to 2025-07-01T00:00:00.040Z';
    const late = { range: { start: moment(50) } };
    await expect(metricsOf(dataSet, late)).rejects.toMatchObject({ code: 'empty-range', message });
    const between = { range: { start: moment(21), end: moment(29) } };
    await expect(metricsOf(dataSet, between)).rejects.toMatchObject({ code: 'empty-range' });
    await expect(collect(dataSet.iterateBooks(between, 'levels'))).rejects.toMatchObject({ code: 'empty-range' });
    await expect(metricsOf(await openDataSet([]))).rejects.toThrow('there is no snapshot: the data hold none');
  });

  it('says what instruments there are where one is not known', async () => {
    const dataSet = await openDataSet([
      liveSource({ book: [bookRow(1, 1, { instrument: 'B' })] }, 'b.db'),
      liveSource(ROWS),
    ]);
    expect(dataSet.instruments).toEqual(['A', 'B']);
    await expect(metricsOf(dataSet, { instrument: 'C' })).rejects.toMatchObject({
      code: 'unknown-instrument',
      message: 'there is no instrument C; the data hold A, B',
    });
    expect(await cvdsOf(dataSet, { instrument: 'B' })).toEqual([[1, 0]]);
    expect((await cvdsOf(dataSet)).map(([id]) => id)).toEqual([1, 2, 3, 4, 1]);
  });

  it('writes the names of instruments so that they do no harm, and cut short', async () => {
    const name = `\u001b[2J\n${'x'.repeat(100)}`;
    const dataSet = await openDataSet([liveSource({ book: [bookRow(1, 1, { instrument: name })] })]);
    const shown = `\\x1b[2J\\x0a${'x'.repeat(74)}…`;
    await expect(metricsOf(dataSet, { instrument: name.replace('x', 'y') })).rejects.toMatchObject({
      message: `there is no instrument ${shown.replace('x'.repeat(74), `y${'x'.repeat(73)}`)}; the data hold ${shown}`,
    });
    const late = metricsOf(dataSet, { instrument: name, range: { start: moment(9) } });
    await expect(late).rejects.toThrow(`: ${shown} spans `);
  });

  it('goes on with the CVD of the file before, trades behind its last snapshot included', async () => {
    // The first file ends with 1 + 2 + 4 + 8 = 15, of which 8 wait.
    const next = { book: [bookRow(5, 60), bookRow(6, 70)], trades: [tradeRow(5, 55, -5), tradeRow(6, 65, 1)] };
    for (const first of [await storedSource(ROWS, 'a.db'), liveSource(ROWS, 'a.db')]) {
      for (const second of [await storedSource(next, 'b.db'), liveSource(next, 'b.db')]) {
        const dataSet = await openDataSet([second, first]);
        const wanted = [...CVDS, [5, 10], [6, 11]];
        expect(await cvdsOf(dataSet)).toEqual(wanted);
        expect(await cvdsOf(dataSet, { range: { start: moment(70) } })).toEqual([[6, 11]]);
        for (const reads of ['metrics', 'levels'] as const) {
          const books = await collect(dataSet.iterateBooks({ range: { start: moment(40) } }, reads));
          expect(books.map((book) => [...book.trades.ids])).toEqual([[], [4, 5, 6]]);
          expect(books[1]!.tradesOf(1).map(({ id }) => id)).toEqual([6]);
          const late = await collect(dataSet.iterateBooks({ range: { start: moment(41) } }, reads));
          expect(late[0]!.tradesOf(0).map(({ id }) => id)).toEqual([4, 5]);
        }
      }
    }
  });

  it('reads a chart again after a read of an earlier file has failed', async () => {
    const first = liveSource(ROWS, 'a.db');
    const second = liveSource({ book: [bookRow(1, 100)] }, 'b.db');
    const dataSet = await openDataSet([first, second]);
    const query = { instrument: 'A', series: 'cvd', range: { start: moment(50) }, pixels: 100 } as const;
    const iterateTradeRows = vi.spyOn(first.repository, 'iterateTradeRows').mockImplementation(() => {
      throw new Error('locked');
    });
    await expect(dataSet.series.readSeries(query)).rejects.toThrow('locked');
    iterateTradeRows.mockRestore();
    // All trades of the first file: 1 + 2 + 4 + 8 = 15.
    expect(await dataSet.series.readSeries(query)).toMatchObject({ values: Float64Array.of(15) });
  });

  it('adds the same bits of earlier files stored and live', async () => {
    const size = fc.integer({ min: 1, max: 1e9 }).map((lots) => lots / 1000);
    const tape = fc.array(fc.tuple(size, fc.boolean()), { minLength: 2, maxLength: 40, size: 'max' });
    await fc.assert(
      fc.asyncProperty(tape, async (sizes) => {
        const trades = sizes.map(([size, isBuy], index) => tradeRow(index + 1, index, isBuy ? size : -size));
        const middle = Math.ceil(sizes.length / 2);
        const files = [
          { book: [bookRow(1, middle - 2)], trades: trades.slice(0, middle) },
          { book: [bookRow(2, middle), bookRow(3, sizes.length)], trades: trades.slice(middle) },
        ];
        const stored = await openDataSet(await Promise.all(files.map((rows) => storedSource(rows))));
        const live = await openDataSet(files.map((rows) => liveSource(rows)));
        expect(await cvdsOf(stored)).toEqual(await cvdsOf(live));
      }),
      { seed: 41, numRuns: 200 },
    );
  });

  it('reports sources that hold the same time, and refuses to read across them', async () => {
    const rows = (...times: readonly number[]) => ({ book: times.map((ms, index) => bookRow(index + 1, ms)) });
    const warnings: string[] = [];
    const sources = [
      liveSource(rows(0, 100), 'long.db'),
      liveSource(rows(10, 20), 'in.db'),
      liveSource(rows(30, 40), 'too.db'),
    ];
    const dataSet = await openDataSet(
      [...sources, liveSource({ book: [bookRow(1, 15, { instrument: 'B' })] }, 'other.db')],
      { onWarning: (message) => warnings.push(message) },
    );
    expect(warnings).toEqual([
      'long.db and in.db hold the same time of A',
      'long.db and too.db hold the same time of A',
    ]);
    expect(findOverlaps(dataSet.parts)).toHaveLength(2);
    await expect(metricsOf(dataSet, { instrument: 'A' })).rejects.toMatchObject({
      code: 'overlapping-sources',
      message: 'long.db and in.db hold the same time of A; choose one of them',
    });
    expect(await cvdsOf(dataSet, { instrument: 'B' })).toEqual([[1, 0]]);
    const touching = await openDataSet([liveSource(rows(0, 10)), liveSource(rows(10, 20))]);
    expect(findOverlaps(touching.parts)).toEqual([]);
  });

  it('gives good trades alone, oldest first, and no error where there is none', async () => {
    const trades = [
      tradeRow(1, 30, 1),
      tradeRow(2, 20, 1),
      tradeRow(3, 25, 1, { side: null }),
      tradeRow(4, 0, 1, { timestamp: '' }),
    ];
    const dataSet = await openDataSet([liveSource({ book: BOOK, trades })]);
    const idsOf = async (query: DataQuery) =>
      (await collect(dataSet.iterateTrades(query))).flatMap(({ ids }) => [...ids]);
    expect(await idsOf({})).toEqual([2, 1]);
    expect(await idsOf({ range: { start: moment(20, 1), end: moment(30) } })).toEqual([]);
  });

  it.each(['metrics', 'levels'] as const)('feeds a strategy that reads %s', async (reads) => {
    const dataSet = await openDataSet([await storedSource(ROWS)]);
    const strategy = new Notes(reads);
    const progress: unknown[] = [];
    const report = await dataSet.runStrategy(strategy, { onProgress: (step) => progress.push(step) });
    expect(report.strategy).toBe('notes');
    const hasLevels = reads === 'levels';
    expect(strategy.seen).toEqual([
      [1, hasLevels, [1]],
      [2, hasLevels, [2]],
      [3, hasLevels, []],
      [4, hasLevels, [3]],
    ]);
    expect(progress).toEqual([
      { rows: 2, totalRows: 4 },
      { rows: 4, totalRows: 4 },
    ]);
  });

  it('ends its progress at the whole, though a range or bad rows leave some out', async () => {
    const dataSet = await openDataSet([liveSource({ book: [...BOOK, bookRow(5, 50, { bids: 'x' })] })]);
    const progress: unknown[] = [];
    const range = { start: moment(40) };
    await dataSet.runStrategy(new Notes('levels'), { range, onProgress: (step) => progress.push(step) });
    expect(progress).toEqual([
      { rows: 1, totalRows: 5 },
      { rows: 5, totalRows: 5 },
    ]);
  });

  it.each(['metrics', 'levels'] as const)('stops behind a batch when it is told to, with %s', async (reads) => {
    const repository = new WatchedRepository(ROWS);
    const dataSet = await openDataSet([{ repository, metrics: null }]);
    const strategy = new Notes(reads);
    await dataSet.runStrategy(strategy, { signal: { aborted: true } });
    expect(strategy.seen.map(([id]) => id)).toEqual([1, 2]);
    expect(repository.openReads).toBe(0);
  });

  it('closes its reads when a reader leaves or a strategy fails', async () => {
    const repository = new WatchedRepository(ROWS);
    const dataSet = await openDataSet([{ repository, metrics: null }]);
    for await (const _ of dataSet.iterateMetrics({})) break;
    for await (const _ of dataSet.iterateTrades({})) break;
    for await (const _ of dataSet.iterateBooks({}, 'metrics')) break;
    const failing = { ...new Notes('levels'), finish: () => new Notes('levels').finish() };
    const onBooktick = () => Promise.reject(new Error('no'));
    await expect(dataSet.runStrategy({ ...failing, onBooktick }, {})).rejects.toThrow('no');
    expect(repository.openReads).toBe(0);
  });
});
