import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type BucketSeries, type LineQuery, type RowSeries, SeriesArchive } from '../../src/index.ts';
import { liveSource, openDataSet } from '../data-set/support.ts';
import { bookRow, START, tradeRow } from '../support/rows.ts';

const DAY_MS = 86_400_000;

/** Snapshots by the time since the one before, mostly close, with gaps; some books have one side only, and so no mid. */
const market = fc.record({
  steps: fc.array(
    fc.record({
      ms: fc.oneof(
        { weight: 40, arbitrary: fc.integer({ min: 1, max: 60 }) },
        { arbitrary: fc.constant(3000), weight: 1 },
      ),
      signedSize: fc.integer({ min: 1, max: 9 }).map((size) => (size > 5 ? 5 - size : size)),
      isOneSided: fc.boolean(),
    }),
    { minLength: 200, maxLength: 500 },
  ),
  files: fc.integer({ min: 1, max: 3 }),
});

/** A length that so many buckets of a level are folded to, and so many of them, from somewhere before midnight on. */
const wanted = fc.record({
  level: fc.integer({ min: 4, max: 8 }),
  fold: fc.integer({ min: 1, max: 31 }),
  halfCount: fc.integer({ min: 1, max: 12 }),
  series: fc.constantFrom('price', 'obi', 'cvd'),
  cvdReset: fc.constantFrom('none', 'day'),
});

/** Files of these steps, one behind the other, around a midnight. */
function openFiles({ steps, files }: typeof market extends fc.Arbitrary<infer Market> ? Market : never) {
  let ms = DAY_MS - 5000;
  const rows = steps.map((step, index) => {
    ms += step.ms;
    const levels = { bids: `[[${90 + step.signedSize},1]]`, ...(step.isOneSided && { asks: '[]' }) };
    return { book: bookRow(index + 1, ms, levels), trade: tradeRow(index + 1, ms, step.signedSize) };
  });
  const length = Math.ceil(rows.length / files);
  const parts = Array.from({ length: files }, (_, file) => rows.slice(file * length, (file + 1) * length));
  const sources = parts.map((part, file) =>
    liveSource({ book: part.map(({ book }) => book), trades: part.map(({ trade }) => trade) }, `${file}.db`),
  );
  return openDataSet(sources, { batchSize: 50 });
}

/** Start, open, low, high and close of each fold, the slow and obvious way. */
function foldPlainly(answer: RowSeries | BucketSeries, foldMs: number): readonly (readonly number[])[] {
  const { opens, lows, highs, closes } =
    answer.kind === 'buckets'
      ? answer
      : { opens: answer.values, lows: answer.values, highs: answer.values, closes: answer.values };
  const own = [...answer.timestamps.keys()].filter((index) => !Number.isNaN(opens[index]!));
  const folds = Map.groupBy(own, (index) => Math.floor(answer.timestamps[index]! / foldMs) * foldMs);
  return [...folds].map(([start, members]) => [
    start,
    opens[members[0]!]!,
    Math.min(...members.map((index) => lows[index]!)),
    Math.max(...members.map((index) => highs[index]!)),
    closes[members.at(-1)!]!,
  ]);
}

it('folds buckets to what folding them afterwards gives', async () => {
  let folded = 0;
  await fc.assert(
    fc.asyncProperty(market, wanted, async (rows, { level, fold, halfCount, series, cvdReset }) => {
      const dataSet = await openFiles(rows);
      const foldMs = fold * 2 ** level;
      const start = Math.floor((START + DAY_MS - 5000) / foldMs) * foldMs;
      const end = start + 2 * halfCount * foldMs;
      const range = { start: { timestamp: start, nanoseconds: 0 }, end: { timestamp: end, nanoseconds: 0 } };
      const query: LineQuery = { instrument: 'A', series, range, pixels: halfCount * fold, cvdReset };
      const [fine, answer] = [
        await dataSet.series.readSeries(query),
        await dataSet.series.readSeries({ ...query, foldMs }),
      ];
      expect([answer.start, answer.end]).toEqual([start, end]);
      if (fine.kind === 'buckets') expect(fine.bucketMs).toBe(2 ** level);
      if (answer.kind === 'rows') {
        expect(fine).toEqual(answer);
        return;
      }
      folded++;
      expect(answer.bucketMs).toBe(foldMs);
      expect(foldPlainly(answer, foldMs)).toEqual(foldPlainly(fine, foldMs));
      expect(answer.timestamps).toHaveLength(foldPlainly(fine, foldMs).length);
      const { live: _, ...kept } = await new SeriesArchive([fine]).readSeries({ ...query, foldMs });
      expect(foldPlainly(kept as BucketSeries, foldMs)).toEqual(foldPlainly(fine, foldMs));
    }),
    { numRuns: 150 },
  );
  expect(folded).toBeGreaterThan(50);
});

it('composes no more of folded buckets that are kept than whole ones of them', async () => {
  const steps = Array.from({ length: 400 }, (_, index) => ({
    ms: 100,
    signedSize: (index % 9) + 1,
    isOneSided: false,
  }));
  const { series } = await openFiles({ steps, files: 1 });
  const query = { instrument: 'A', series: 'cvd', pixels: 60 } as const;
  const kept = (await series.readSeries({ ...query, pixels: 40, foldMs: 768 })) as BucketSeries;
  expect(kept).toMatchObject({ kind: 'buckets', bucketMs: 768 });
  const archive = new SeriesArchive([kept]);
  const lengthOf = async (pixels: number, foldMs = 0) => {
    const answer = (await archive.readSeries({ ...query, pixels, foldMs })) as BucketSeries;
    expect(foldPlainly(answer, answer.bucketMs)).toEqual(foldPlainly(kept, answer.bucketMs));
    return answer.bucketMs;
  };
  // 40 s on 5 pixels are 4 s half a pixel, in which lie 2,048 ms, in which lie two of 768 ms.
  expect([await lengthOf(1000), await lengthOf(5), await lengthOf(1000, 5 * 768), await lengthOf(1000, 1024)]).toEqual([
    768,
    2 * 768,
    5 * 768,
    768,
  ]);
});
