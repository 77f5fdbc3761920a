import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Grid, leftOf } from '../../src/exchange/grid.ts';

const STEP = fc
  .tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 9 }))
  .map(([digits, decimals]) => ({ digits, decimals, step: Number(`${digits}e-${decimals}`) }));

describe('Grid', () => {
  it('has the multiples that their decimals are read as', () => {
    fc.assert(
      fc.property(STEP, fc.integer({ min: 1, max: 1e9 }), ({ digits, decimals, step }, count) => {
        const multiple = Number(`${count * digits}e-${decimals}`);
        const grid = new Grid('lotSize', step);
        expect([grid.down(multiple), grid.up(multiple), grid.nearest(multiple)]).toEqual([
          multiple,
          multiple,
          multiple,
        ]);
        expect(grid.nearest(count * step)).toBe(multiple);
      }),
    );
  });

  it('rounds down and up', () => {
    const grid = new Grid('tickSize', 0.3);
    expect([grid.down(1), grid.up(1), grid.nearest(1)]).toEqual([0.9, 1.2, 0.9]);
    expect([grid.down(0.1), grid.up(0.1)]).toEqual([0, 0.3]);
  });

  it('takes every value where the step is 0', () => {
    const grid = new Grid('tickSize', 0);
    expect([grid.down(0.123), grid.up(0.123), grid.nearest(0.123)]).toEqual([0.123, 0.123, 0.123]);
  });

  it('leaves the multiple that is missing, however many steps there are', () => {
    const COUNT = fc.integer({ min: 1, max: 1e10 });
    fc.assert(
      fc.property(STEP, COUNT, COUNT, ({ digits, decimals, step }, taken, left) => {
        const [all, some, rest] = [taken + left, taken, left].map((count) => Number(`${count * digits}e-${decimals}`));
        expect(new Grid('lotSize', step).left(all!, some!)).toBe(rest);
      }),
    );
  });

  it('leaves whole steps', () => {
    const grid = new Grid('lotSize', 0.1);
    expect([grid.left(0.8, 0.7), grid.left(0.85, 0.7), grid.left(0.3, 0.3), grid.left(0.3, 5)]).toEqual([
      0.1, 0.1, 0, 0,
    ]);
    expect(grid.left(1, Number.POSITIVE_INFINITY)).toBe(0);
  });
});

describe('leftOf', () => {
  it('leaves nothing where rounding alone does', () => {
    expect([leftOf(0.3 - 0.1, 0.2), leftOf(0.2, 0.3 - 0.1), leftOf(3, 1), leftOf(1, 3)]).toEqual([0, 0, 2, 0]);
  });
});
