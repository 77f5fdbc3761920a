import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GapDetector } from '../../src/quality/gap-detector.ts';

function gapsOf(steps: readonly number[], thresholdSeconds: number | null = null): readonly number[] {
  const detector = new GapDetector(thresholdSeconds);
  return steps.filter((seconds) => detector.isGap(seconds));
}

const steady = (seconds: number, count: number) => new Array<number>(count).fill(seconds);

describe('GapDetector', () => {
  it('finds a step of over ten times the median, but not one of exactly ten', () => {
    expect(gapsOf([...steady(0.5, 20), 5, 5.001])).toEqual([5.001]);
  });

  it('finds nothing shorter than a second, however quick the feed', () => {
    expect(gapsOf([...steady(0.001, 50), 0.9, 1])).toEqual([1]);
  });

  it('calls nothing unusual before nine steps are known', () => {
    expect(gapsOf([...steady(0.1, 8), 60])).toEqual([]);
    expect(gapsOf([...steady(0.1, 9), 60])).toEqual([60]);
  });

  it('finds each of several gaps: they do not move the median', () => {
    expect(gapsOf([...steady(0.1, 30), 60, ...steady(0.1, 3), 60, 60])).toEqual([60, 60, 60]);
  });

  it('follows a feed that slows down for good, after half its memory', () => {
    const gaps = gapsOf([...steady(0.1, 500), ...steady(2, 500)]);
    // 101 steps are remembered: from the 52nd slow one on, the median is 2 s.
    expect(gaps).toHaveLength(51);
  });

  it('finds every step above a threshold that is given, from the first on', () => {
    expect(gapsOf([3, 0.1, 2, 2.001], 2)).toEqual([3, 2.001]);
  });

  it('agrees with a slow version', () => {
    const step = fc.constantFrom(0.05, 0.1, 0.2, 1, 1.5, 2.5, 11, 60);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 250 }), (steps) => {
        const slow = steps.filter((seconds, index) => {
          const before = steps.slice(Math.max(0, index - 101), index);
          const shorter = before.filter((other) => other < seconds / 10);
          return before.length >= 9 && seconds >= 1 && shorter.length > before.length / 2;
        });
        expect(gapsOf(steps)).toEqual(slow);
      }),
    );
  });
});
