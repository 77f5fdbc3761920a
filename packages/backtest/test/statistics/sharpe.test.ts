import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharpeOf, sortinoOf } from '../../src/index.ts';
import { CHECK_RETURNS } from './check-vector.ts';

const returnsArray = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 2, maxLength: 50 });

describe('the Sharpe ratio', () => {
  it('has the check values', () => {
    // 0.00625 / 0.0575543222 = 0.108593129; x sqrt(252) = 1.72386, x sqrt(365) = 2.07467.
    expect(sharpeOf(CHECK_RETURNS, 252)).toBeCloseTo(1.7238613961706866, 14);
    expect(sharpeOf(CHECK_RETURNS, 365)).toBeCloseTo(2.0746675114, 10);
  });

  it('agrees with the formula as it stands', () => {
    fc.assert(
      fc.property(returnsArray, (values) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        fc.pre(squares > 1e-12);
        const expected = (mean / Math.sqrt(squares / (values.length - 1))) * Math.sqrt(365);
        expect(sharpeOf(Float64Array.from(values), 365)).toBeCloseTo(expected, 8);
      }),
    );
  });

  it('is null where nothing varies and where returns are missing', () => {
    expect(sharpeOf(Float64Array.of(0.01, 0.01, 0.01), 365)).toBeNull();
    expect(sharpeOf(Float64Array.of(0, 0), 365)).toBeNull();
    expect(sharpeOf(Float64Array.of(0.01), 365)).toBeNull();
    expect(sharpeOf(Float64Array.of(0.01, Number.NaN, 0.03), 365)).toBeNull();
    expect(sharpeOf(new Float64Array(0), 365)).toBeNull();
  });
});

describe('the Sortino ratio', () => {
  it('has the check values', () => {
    // Below 0 are -4 and -10 %: sqrt((16 + 100) / 8) = 3.807887 %; 0.625 / 3.807887 = 0.16413; x sqrt(252) = 2.60553.
    expect(sortinoOf(CHECK_RETURNS, 252)).toBeCloseTo(2.605531251673693, 14);
    expect(sortinoOf(CHECK_RETURNS, 365)).toBeCloseTo(3.1357573468, 10);
  });

  it('agrees with the formula as it stands', () => {
    fc.assert(
      fc.property(returnsArray, (values) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const falls = values.filter((value) => value < 0).reduce((sum, value) => sum + value * value, 0);
        fc.pre(falls > 1e-12);
        const expected = (mean / Math.sqrt(falls / values.length)) * Math.sqrt(365);
        expect(sortinoOf(Float64Array.from(values), 365)).toBeCloseTo(expected, 8);
      }),
    );
  });

  it('is null where nothing fell and where returns are missing', () => {
    expect(sortinoOf(Float64Array.of(0.01, 0, 0.03), 365)).toBeNull();
    expect(sortinoOf(Float64Array.of(-0.01, Number.NaN), 365)).toBeNull();
    expect(sortinoOf(new Float64Array(0), 365)).toBeNull();
  });
});
