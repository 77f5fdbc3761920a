import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveOf, pointAt } from '../../src/model/equity-curve.ts';
import { equityPath } from '../../src/model/equity-path.ts';
import { equityBefore } from '../../src/picture/cut-series.ts';

const START = Date.UTC(2025, 6, 1);
const equityOf = (...values: readonly number[]) => ({
  startTime: START,
  intervalMs: 1000,
  values: Float64Array.from(values),
});

describe('pointAt', () => {
  const curve = curveOf(equityOf(100, 110, 99, Number.NaN, 104.5));

  it('gives equity and what it lost since its highest', () => {
    expect(pointAt(curve, START + 1500)).toEqual({ equity: 110, drawdown: 0, drawdownShare: 0 });
    // 99 - 110 = -11, which is a tenth of 110.
    expect(pointAt(curve, START + 2000)).toEqual({ equity: 99, drawdown: -11, drawdownShare: -0.1 });
    expect(pointAt(curve, START + 4000)).toEqual({ equity: 104.5, drawdown: -5.5, drawdownShare: -0.05 });
  });

  it('knows nothing before the first sample, after the last, and where equity is not known', () => {
    for (const at of [-1, 3500, 4001]) expect(pointAt(curve, START + at).equity).toBeNaN();
  });

  it('has no share of a highest that is not above zero', () => {
    const { drawdown, drawdownShare } = pointAt(curveOf(equityOf(-5, -8)), START + 1000);
    expect(drawdown).toBe(-3);
    expect(drawdownShare).toBeNaN();
  });
});

describe('equityPath', () => {
  const view = { start: START, end: START + 4000 };

  it('draws every sample where they are few, each with the highest so far', () => {
    expect(equityPath(curveOf(equityOf(1, 3, Number.NaN, 2, 4)), view, 100)).toEqual({
      times: [0, 1, 2, 3, 4].map((second) => START + 1000 * second),
      values: [1, 3, Number.NaN, 2, 4],
      peaks: [1, 3, Number.NaN, 3, 4],
    });
  });

  it('covers in every pixel column just what all samples would', () => {
    const sample = fc.oneof({ weight: 60, arbitrary: fc.integer({ min: -50, max: 50 }) }, fc.constant(Number.NaN));
    const samples = fc.array(sample, { minLength: 300, maxLength: 3000 });
    const run = (values: readonly number[], from: number, length: number, pixels: number) => {
      const span = { start: START + from, end: START + from + length };
      const curve = curveOf(equityOf(...values));
      const path = equityPath(curve, span, pixels);
      const columns = (times: readonly number[], of: ArrayLike<number>) => {
        const spans = new Map<number, [number, number, number]>();
        for (const [index, time] of times.entries()) {
          const column = Math.floor(((time - span.start) / length) * pixels);
          if (column < 0 || column >= pixels || Number.isNaN(of[index]!)) continue;
          const [low, high] = spans.get(column) ?? [of[index]!, of[index]!];
          spans.set(column, [Math.min(low, of[index]!), Math.max(high, of[index]!), of[index]!]);
        }
        return spans;
      };
      const times = values.map((_, index) => START + 1000 * index);
      expect(columns(path.times, path.values)).toEqual(columns(times, Float64Array.from(values)));
      expect(path.times).toEqual(path.times.toSorted((a, b) => a - b));
      // What stands last in a column is drawn against the highest up to there.
      for (const [index, time] of path.times.entries()) {
        if (Number.isNaN(path.values[index]!)) continue;
        const known = values.slice(0, Math.floor((time - START) / 1000) + 1).filter((value) => !Number.isNaN(value));
        expect(path.peaks[index]).toBeGreaterThanOrEqual(Math.max(...known));
      }
    };
    fc.assert(
      fc.property(
        samples,
        fc.integer({ min: -100_000, max: 200_000 }),
        fc.integer({ min: 60_000, max: 4_000_000 }),
        fc.integer({ min: 5, max: 60 }),
        run,
      ),
      { numRuns: 60 },
    );
  });

  it('joins nothing across a gap, however many samples a pixel', () => {
    const values = Array.from({ length: 5000 }, (_, index) => (index >= 2000 && index < 3000 ? Number.NaN : index % 7));
    const path = equityPath(curveOf(equityOf(...values)), { start: START, end: START + 5_000_000 }, 50);
    const inGap = path.times.flatMap((time, index) =>
      time >= START + 2_000_000 && time < START + 3_000_000 ? [path.values[index]!] : [],
    );
    expect(inGap.length).toBeGreaterThan(0);
    expect(inGap.every(Number.isNaN)).toBe(true);
    expect(path.times.length).toBeLessThan(1500);
  });
});

it('cuts equity to the samples that stand before a moment', () => {
  const equity = equityOf(1, 2, 3);
  expect([...equityBefore(equity, START + 2000).values]).toEqual([1, 2]);
  expect([...equityBefore(equity, START + 2001).values]).toEqual([1, 2, 3]);
  expect([...equityBefore(equity, START - 1).values]).toEqual([]);
});
