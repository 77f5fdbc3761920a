import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Finding, findGapsBetween, type QualityReport } from '../../src/index.ts';
import { bookOf, check, START } from './checked-rows.ts';

const rowsAt = (seconds: readonly number[]) => bookOf(...seconds.map((second) => ({ second })));
const run = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
const lengths = (findings: readonly Finding[]) =>
  findings.flatMap(({ places }) => places.map(({ at, seconds }) => [at.timestamp, seconds]));

async function reportsOf(...files: readonly (readonly number[])[]): Promise<readonly QualityReport[]> {
  return Promise.all(files.map((seconds) => check({ book: rowsAt(seconds) }, { examples: 1_000 })));
}

describe('findGapsBetween', () => {
  it('finds the gap between two sources, whatever their order, with its length and the row behind it', async () => {
    const [late, early] = await reportsOf(run(1_000, 20), run(0, 20));
    expect(findGapsBetween([late!, early!])).toEqual([
      {
        table: 'book',
        kind: 'gap',
        instrument: 'A',
        rows: 1,
        places: [{ rowId: 1, at: { timestamp: START + 1_000_000, nanoseconds: 0 }, seconds: 981 }],
        histogram: expect.objectContaining({ buckets: expect.arrayContaining([expect.anything()]) }),
      },
    ]);
  });

  it('finds none where one source goes on as the other ended, or overlaps it', async () => {
    expect(findGapsBetween(await reportsOf(run(0, 20), run(20, 20)))).toEqual([]);
    expect(findGapsBetween(await reportsOf(run(0, 20), run(10, 20)))).toEqual([]);
    expect(findGapsBetween([])).toEqual([]);
  });

  it('takes a threshold', async () => {
    const reports = await reportsOf([0, 1], [5, 6]);
    expect(findGapsBetween(reports)).toEqual([]);
    expect(lengths(findGapsBetween(reports, { gapSeconds: 3 }))).toEqual([[START + 5_000, 4]]);
  });

  it('keeps instruments apart', async () => {
    const one = await check({ book: rowsAt(run(0, 20)) });
    const other = await check({ book: rowsAt(run(500, 20)).map((row) => ({ ...row, instrument: 'B' })) });
    expect(findGapsBetween([one, other])).toEqual([]);
  });

  it('finds at the borders what one source of all rows finds there', async () => {
    const step = fc.constantFrom(0.5, 1, 2, 15, 40);
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 60 }),
        fc.integer({ min: 1, max: 59 }),
        async (steps, cut) => {
          let second = 0;
          const seconds = steps.map((length) => (second += length));
          const border = Math.min(cut, seconds.length - 1);
          const [whole] = await reportsOf(seconds);
          const between = findGapsBetween(await reportsOf(seconds.slice(0, border), seconds.slice(border)));
          const atBorder = lengths(whole!.findings).filter(
            ([at, length]) => length !== null && at === START + seconds[border]! * 1000,
          );
          expect(lengths(between)).toEqual(atBorder);
        },
      ),
      { numRuns: 60 },
    );
  });
});
