import { expect, it } from 'vitest';
import { viewAround } from '../../src/client/view-around.ts';

it('keeps the span of a view that is close enough', () => {
  expect(viewAround(5000, { start: 0, end: 1000 }, 60)).toEqual({ start: 4500, end: 5500 });
});

it('comes closer, to 120 bars', () => {
  // 120 bars of a second are 120,000 ms: a minute on each side.
  expect(viewAround(1_000_000, { start: 0, end: 1e9 }, 1)).toEqual({ start: 940_000, end: 1_060_000 });
});
