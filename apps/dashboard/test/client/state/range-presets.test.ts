import { describe, expect, it } from 'vitest';
import { rangeAround, rangeEndingAt } from '../../../src/client/state/range-presets.ts';

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
