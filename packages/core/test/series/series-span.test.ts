import { describe, expect, it } from 'vitest';
import { rangeOf, spanOf, widen } from '../../src/series/series-span.ts';

const EXTENT = { first: 1000, last: 5000 };

function at(timestamp: number, nanoseconds = 0) {
  return { timestamp, nanoseconds };
}

describe('spanOf', () => {
  it.each([
    ['nothing', {}, 1000, 5001],
    ['both ends', { start: at(2000, 5), end: at(3000) }, 2000, 3000],
    ['an end within a millisecond, which counts', { start: at(2000), end: at(2000, 1) }, 2000, 2001],
    ['a start', { start: at(4000) }, 4000, 5001],
    ['an end', { end: at(2000) }, 1000, 2000],
    ['a start behind the data', { start: at(9000) }, 9000, 9001],
    ['an end before the data', { end: at(500) }, 499, 500],
  ])('takes %s', (_, range, start, end) => {
    expect(spanOf(range, EXTENT)).toEqual({ start, end });
  });

  it.each([
    { start: at(2000), end: at(2000) },
    { start: at(3000), end: at(2000) },
  ])('refuses %o', (range) => {
    expect(() => spanOf(range, EXTENT)).toThrow('which is not after its start at');
  });
});

describe('widen', () => {
  it('takes whole multiples', () => {
    expect(widen({ start: 1001, end: 1999 }, 500)).toEqual({ start: 1000, end: 2000 });
    expect(widen({ start: 1000, end: 2000 }, 500)).toEqual({ start: 1000, end: 2000 });
    expect(rangeOf({ start: 1, end: 2 })).toEqual({ start: at(1), end: at(2) });
  });
});
