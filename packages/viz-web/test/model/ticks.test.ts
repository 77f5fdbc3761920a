import fc from 'fast-check';
import { expect, it } from 'vitest';
import { timeTicks } from '../../src/model/time-ticks.ts';
import { niceStep, valueTicks } from '../../src/model/value-ticks.ts';
import { isCovered, paneTicks } from '../../src/plot/axis-ticks.ts';

const NOON = Date.UTC(2025, 6, 1, 12);

it('takes round steps', () => {
  expect([0.9, 1.1, 2.2, 3, 6].map(niceStep)).toEqual([1, 2, 2.5, 5, 10]);
});

it('keeps value ticks inside the pane, off its edges and apart', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      (low, size) => {
        const high = low + size;
        const { values, step } = valueTicks(low, high, { pixels: 400, spacing: 40, edge: 10 });
        const perPixel = (high - low) / 400;
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(low + 9.9 * perPixel);
          expect(value).toBeLessThanOrEqual(high - 9.9 * perPixel);
        }
        expect(step / perPixel).toBeGreaterThanOrEqual(39.9);
      },
    ),
  );
});

it('labels minutes within an hour', () => {
  const ticks = timeTicks(NOON, NOON + 3_600_000, 1200, 84);
  expect(ticks.map(({ label }) => label)).toEqual([
    '12:00',
    '12:05',
    '12:10',
    '12:15',
    '12:20',
    '12:25',
    '12:30',
    '12:35',
    '12:40',
    '12:45',
    '12:50',
    '12:55',
  ]);
});

it('marks the day among hours, the month among days and the year among months', () => {
  const major = (start: number, end: number) =>
    timeTicks(start, end, 1200, 84)
      .filter(({ isMajor }) => isMajor)
      .map(({ label }) => label);
  expect(major(NOON, NOON + 2 * 86_400_000)).toEqual(['2 Jul', '3 Jul']);
  expect(major(NOON, NOON + 60 * 86_400_000)).toEqual(['Aug']);
  expect(major(NOON, NOON + 1000 * 86_400_000)).toEqual(['2026', '2027', '2028']);
});

it('gives at most one tick for each stretch of the spacing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.double({ min: 5, max: 3e11, noNaN: true }), (start, span) => {
      const ticks = timeTicks(start, start + span, 1000, 100);
      expect(ticks.length).toBeLessThanOrEqual(13);
    }),
  );
});

it('sets ticks close enough in a low pane to read values by', () => {
  expect(paneTicks(-1.1, 1.1, 108)).toEqual({ values: [-0.5, 0, 0.5], step: 0.5 });
  // The OBI's ends, below the legend, in the dashboard at 1280 x 800.
  expect(paneTicks(-1.02, 1.7, 108)).toEqual({ values: [-0.5, 0, 0.5, 1], step: 0.5 });
  expect(paneTicks(59_000, 61_000, 350).values).toEqual([59_500, 60_000, 60_500]);
});

it('leaves out the labels that the tag of the last value touches, which stays within its pane', () => {
  const covered = (tagY: number) => [5, 20, 40, 60, 80, 95].filter((labelY) => isCovered(labelY, tagY, 100));
  expect(covered(50)).toEqual([40, 60]);
  expect(covered(1)).toEqual([5, 20]);
  expect(covered(99)).toEqual([80, 95]);
  expect([covered(-1), covered(101), covered(Number.NaN)]).toEqual([[], [], []]);
});
