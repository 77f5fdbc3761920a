import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecimalGrid } from '../../src/market/decimal-grid.ts';

describe('DecimalGrid', () => {
  it.each([
    [0.1, 600_003, '60000.3', 60_000.3],
    [0.5, 1, '0.5', 0.5],
    [0.05, 3, '0.15', 0.15],
    [5, 3, '15', 15],
    [1e-8, 123, '0.00000123', 0.00000123],
    [0.001, 0, '0.000', 0],
  ])('writes multiples of %d without noise', (step, index, text, value) => {
    const grid = new DecimalGrid(step, 'step');
    expect(grid.text(index)).toBe(text);
    expect(grid.value(index)).toBe(value);
    expect(grid.nearest(value)).toBe(index);
  });

  it('gives the very number that its text reads as', () => {
    fc.assert(
      fc.property(fc.constantFrom(0.1, 0.5, 0.01, 0.025, 0.001, 1e-8, 2), fc.nat(), (step, index) => {
        const grid = new DecimalGrid(step, 'step');
        expect(Number(grid.text(index))).toBe(grid.value(index));
      }),
    );
  });
});
