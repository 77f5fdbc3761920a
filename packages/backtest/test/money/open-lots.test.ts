import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Grid } from '../../src/exchange/grid.ts';
import { OpenLots } from '../../src/money/open-lots.ts';

function costOf(lots: OpenLots): number {
  let total = 0;
  lots.eachCost((cost) => {
    total += cost;
  });
  return total;
}

describe('open lots', () => {
  it('give up what came first', () => {
    const lots = new OpenLots(new Grid('lotSize', 1));
    lots.push(100, 2);
    lots.push(101, 3);
    lots.take(3);
    // 2 at 100 and 1 at 101 are gone: 2 x 101.
    expect(costOf(lots)).toBe(202);
    lots.take(9);
    expect(costOf(lots)).toBe(0);
  });

  it('join the last where the price is the same', () => {
    const lots = new OpenLots(new Grid('lotSize', 0.1));
    for (let count = 0; count < 1000; count++) lots.push(100, 0.1);
    const costs: number[] = [];
    lots.eachCost((cost) => costs.push(cost));
    expect(costs).toEqual([10_000]);
  });

  it('start anew when cleared', () => {
    const lots = new OpenLots(new Grid('lotSize', 1));
    lots.push(100, 2);
    lots.clear();
    lots.push(100, 1);
    expect(costOf(lots)).toBe(100);
  });

  it('agree with an array over any pushes and takes', () => {
    const step = fc.record({
      isPush: fc.boolean(),
      price: fc.integer({ min: 1, max: 1000 }),
      size: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 200, size: 'max' }), (steps) => {
        const lots = new OpenLots(new Grid('lotSize', 1));
        const units: number[] = [];
        for (const { isPush, price, size } of steps) {
          if (isPush) {
            lots.push(price, size);
            units.push(...new Array<number>(size).fill(price));
          } else {
            lots.take(size);
            units.splice(0, size);
          }
          expect(costOf(lots)).toBe(units.reduce((sum, value) => sum + value, 0));
        }
      }),
    );
  });
});
