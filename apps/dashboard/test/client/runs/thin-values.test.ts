import { expect, it } from 'vitest';
import { thin } from '../../../src/client/runs/thin-values.ts';

it('keeps the lowest and the highest of every stretch, in their order', () => {
  const values = Float64Array.from({ length: 1600 }, (_, row) => (row % 10 === 3 ? -row : row % 10 === 7 ? row : 0));
  const thinned = thin(values, 160);
  expect(thinned.length).toBe(320);
  for (let stretch = 0; stretch < 160; stretch++) {
    expect([...thinned.subarray(2 * stretch, 2 * stretch + 2)]).toEqual([-(10 * stretch + 3), 10 * stretch + 7]);
  }
});

it('leaves few values, and shows gaps as gaps', () => {
  const few = Float64Array.of(1, Number.NaN, 3);
  expect(thin(few, 160)).toBe(few);
  const gapped = new Float64Array(1600).fill(1).fill(Number.NaN, 500, 700);
  const thinned = thin(gapped, 160);
  expect([thinned[98], thinned[100], thinned[138], thinned[140]]).toEqual([1, Number.NaN, Number.NaN, 1]);
});
