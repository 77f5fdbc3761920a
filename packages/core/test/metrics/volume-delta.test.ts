import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tradeImbalanceOf, volumeDeltaOf, volumesOfTrades } from '../../src/index.ts';

describe('volumesOfTrades', () => {
  it('adds the rows of a span by side', () => {
    const columns = { sizes: Float64Array.of(9, 1, 2, 0.5, 9), sides: Int8Array.of(1, 1, -1, 1, -1) };
    // Rows 1 to 3: buys 1 + 0.5, sells 2; delta -0.5; imbalance -0.5 / 3.5.
    const volumes = volumesOfTrades(columns, 1, 4);
    expect(volumes).toEqual({ buyVolume: 1.5, sellVolume: 2, count: 3 });
    expect(volumeDeltaOf(volumes)).toBe(-0.5);
    expect(tradeImbalanceOf(volumes)).toBeCloseTo(-1 / 7, 12);
  });

  it('has no delta and no imbalance for an empty span', () => {
    const volumes = volumesOfTrades({ sizes: Float64Array.of(1), sides: Int8Array.of(1) }, 1, 1);
    expect(volumes).toEqual({ buyVolume: 0, sellVolume: 0, count: 0 });
    expect([volumeDeltaOf(volumes), tradeImbalanceOf(volumes)]).toEqual([null, null]);
  });

  it('agrees with exact integer arithmetic', () => {
    const trade = fc.record({ units: fc.integer({ min: 1, max: 1e9 }), side: fc.constantFrom(1, -1) });
    fc.assert(
      fc.property(fc.array(trade, { maxLength: 100 }), (trades) => {
        const sizes = Float64Array.from(trades, ({ units }) => units / 1e8);
        const sides = Int8Array.from(trades, ({ side }) => side);
        const unitsOf = (wanted: number) =>
          trades.filter(({ side }) => side === wanted).reduce((sum, { units }) => sum + units, 0);
        const { buyVolume, sellVolume } = volumesOfTrades({ sizes, sides }, 0, trades.length);
        expect(buyVolume).toBeCloseTo(unitsOf(1) / 1e8, 9);
        expect(sellVolume).toBeCloseTo(unitsOf(-1) / 1e8, 9);
      }),
    );
  });
});
