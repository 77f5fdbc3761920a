import { fairWindow } from '@orderflow/viz-web/chart';
import { describe, expect, it } from 'vitest';
import { barLengths, firstLength } from '../../src/report/bar-lengths.ts';

describe('barLengths', () => {
  const lengths = (barSeconds: number, windowSeconds: number, days = 9) =>
    barLengths({ barSeconds, start: 0, end: 86_400_000 * days }, windowSeconds);

  it('are those that kept bars are parts of', () => {
    expect(lengths(1, 60)).toEqual([1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400]);
    expect(lengths(30, 60)).toEqual([60, 300, 900, 3600, 14_400, 86_400]);
    expect(lengths(300, 60)).toEqual([300, 900, 3600, 14_400, 86_400]);
  });

  it('are those of which the data hold two, and the wanted one', () => {
    expect(lengths(1, 60, 1)).toEqual([1, 5, 15, 60, 300, 900, 3600, 14_400]);
    // A thousandth of a day is 86 s.
    expect(lengths(1, 60, 0.001)).toEqual([1, 5, 15, 60]);
    expect(lengths(7, 420)).toEqual([420]);
    expect(lengths(10, 90)).toContain(90);
  });
});

describe('firstLength', () => {
  const first = (seconds: number, barSeconds = 1) =>
    firstLength({ start: 0, end: 1000 * seconds, barSeconds }, 60, fairWindow);

  it('is the wanted one, or the shortest that there is', () => {
    expect(first(3600)).toBe(60);
    expect(first(3600, 120)).toBe(120);
  });

  it('is shorter where that shows too few bars, and never longer', () => {
    // Six minutes are 6 bars of a minute, 72 of 5 s, 360 of 1 s: the last is nearest to 240.
    expect(first(360)).toBe(1);
    expect(first(86_400 * 300)).toBe(60);
  });
});
