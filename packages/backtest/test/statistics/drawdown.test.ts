import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cagrOf, calmarOf, drawdownOf } from '../../src/index.ts';
import { CHECK_RETURNS, equityOf } from './check-vector.ts';

const DAY_MS = 86_400_000;
const seriesOf = (values: Float64Array) => ({ startTime: 0, intervalMs: DAY_MS, values });

/** Every pair of rows in turn. */
function slowDrawdownOf(equity: readonly number[]) {
  let depth = 0;
  for (let peak = 0; peak < equity.length; peak++) {
    for (let row = peak; row < equity.length; row++) depth = Math.min(depth, equity[row]! / equity[peak]! - 1);
  }
  let longest = 0;
  for (let peak = 0; peak < equity.length; peak++) {
    if (equity.slice(0, peak).some((value) => value > equity[peak]!)) continue;
    if (!(equity[peak + 1]! < equity[peak]!)) continue;
    const back = equity.findIndex((value, row) => row > peak && value >= equity[peak]!);
    longest = Math.max(longest, (back < 0 ? equity.length - 1 : back) - peak);
  }
  return { depth, longest };
}

describe('drawdown', () => {
  it('has the check value', () => {
    // The last fall of 10 % starts at the highest peak; the fall of 4 % before was made good.
    const drawdown = drawdownOf(equityOf(CHECK_RETURNS));
    expect(drawdown?.depth).toBeCloseTo(-0.1, 15);
    // Equity: 1, 1.01, 1.111, 1.06656, 1.0878912, 1.12052794, ...: the peak of row 2 is passed at row 5, 3 rows later;
    // the peak of row 7 is open at row 8.
    expect(drawdown).toMatchObject({ peakRow: 7, troughRow: 8, recoveryRow: null, longest: 3 });
  });

  it('counts from the starting equity', () => {
    // Never above 100 again: 80 / 100 - 1 = -0.2, open from row 0 to the last, 3.
    expect(drawdownOf(Float64Array.of(100, 80, 90, 95))).toEqual({
      depth: expect.closeTo(-0.2, 15),
      peakRow: 0,
      troughRow: 1,
      recoveryRow: null,
      longest: 3,
    });
  });

  it('ends where equity is back at the peak, and starts where it last stood there', () => {
    expect(drawdownOf(Float64Array.of(100, 100, 90, 100, 100, 99, 120))).toEqual({
      depth: expect.closeTo(-0.1, 15),
      peakRow: 1,
      troughRow: 2,
      recoveryRow: 3,
      longest: 2,
    });
  });

  it('may be deeper than all there is', () => {
    // -50 / 100 - 1 = -1.5.
    expect(drawdownOf(Float64Array.of(100, -50))?.depth).toBe(-1.5);
  });

  it('is 0 where equity never fell, and null where equity is missing', () => {
    expect(drawdownOf(Float64Array.of(100, 100, 110))).toMatchObject({ depth: 0, longest: 0 });
    expect(drawdownOf(Float64Array.of(100))).toMatchObject({ depth: 0, longest: 0 });
    expect(drawdownOf(new Float64Array(0))).toBeNull();
    expect(drawdownOf(Float64Array.of(0, 1))).toBeNull();
    expect(drawdownOf(Float64Array.of(1, Number.NaN))).toBeNull();
  });

  it('agrees with a look at every pair of samples', () => {
    const equity = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(equity, (values) => {
        expect(drawdownOf(Float64Array.from(values))).toMatchObject(slowDrawdownOf(values));
      }),
    );
  });
});

describe('the Calmar ratio', () => {
  it('has the check value', () => {
    // Product of (1 + r) = 1.038932; ^(365 / 8) = 5.71176; growth 4.71176 over a drawdown of 0.1.
    const equity = equityOf(CHECK_RETURNS);
    expect(calmarOf(cagrOf(seriesOf(equity)), drawdownOf(equity)!.depth)).toBeCloseTo(47.1176, 4);
  });

  it('is null without growth or drawdown', () => {
    expect(calmarOf(0.5, 0)).toBeNull();
    expect(calmarOf(null, -0.1)).toBeNull();
    expect(calmarOf(0.5, null)).toBeNull();
    expect(calmarOf(-0.5, -0.25)).toBe(-2);
  });
});

describe('compound annual growth', () => {
  it('is the return itself over a year of 365 days', () => {
    const values = new Float64Array(366).fill(100);
    values[365] = 121;
    expect(cagrOf(seriesOf(values))).toBeCloseTo(0.21, 14);
    // Half a year would be squared, two years take the root: 731 samples, 1.21^(1/2) = 1.1.
    const long = new Float64Array(731).fill(100);
    long[730] = 121;
    expect(cagrOf(seriesOf(long))).toBeCloseTo(0.1, 14);
  });

  it('is -1 where all is lost, and null where it is undefined', () => {
    expect(cagrOf(seriesOf(Float64Array.of(100, 0)))).toBe(-1);
    expect(cagrOf(seriesOf(Float64Array.of(100, -1)))).toBeNull();
    expect(cagrOf(seriesOf(Float64Array.of(0, 100)))).toBeNull();
    expect(cagrOf(seriesOf(Float64Array.of(100)))).toBeNull();
    expect(cagrOf(seriesOf(new Float64Array(0)))).toBeNull();
    expect(cagrOf({ startTime: 0, intervalMs: 1, values: Float64Array.of(1, 2) })).toBeNull();
  });
});
