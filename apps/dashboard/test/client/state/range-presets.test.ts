import { describe, expect, it } from 'vitest';
import { barFor, rangeAround, rangeEndingAt } from '../../../src/client/state/range-presets.ts';
import { BAR_PRESETS } from '../../../src/client/state/view-state.ts';

const data = { start: 1000, end: 9000 };

describe('a range preset', () => {
  it('keeps the end of what is shown', () => {
    expect(rangeEndingAt(5000, 2000, data)).toEqual({ start: 3000, end: 5000 });
  });

  it('stays within the data', () => {
    expect(rangeEndingAt(99_000, 2000, data)).toEqual({ start: 7000, end: 9000 });
    expect(rangeEndingAt(1500, 2000, data)).toEqual({ start: 1000, end: 3000 });
  });

  it('begins with the data where they are shorter', () => {
    expect(rangeEndingAt(5000, 20_000, data)).toEqual({ start: 1000, end: 21_000 });
  });
});

describe('going to a moment', () => {
  it('puts it in the middle', () => {
    expect(rangeAround(500, data)).toEqual({ start: -3500, end: 4500 });
  });
});

describe('the bar size of a range', () => {
  it('stays where it shows a fair number of bars', () => {
    expect(barFor({ start: 0, end: 3_600_000 }, 60, BAR_PRESETS)).toBe(60);
  });

  it('becomes the preset that gives about 240 bars where it would show too few or too many', () => {
    // A minute in bars of a minute is 1; in bars of a second 60. A week in seconds is 604,800; in hours 168.
    expect(barFor({ start: 0, end: 60_000 }, 60, BAR_PRESETS)).toBe(1);
    expect(barFor({ start: 0, end: 7 * 86_400_000 }, 1, BAR_PRESETS)).toBe(3600);
  });
});
