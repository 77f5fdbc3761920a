import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToSum, type CompensatedSum, compensatedSumOf, roundingErrorOf, totalOf } from '../../src/index.ts';

function sumOf(values: readonly number[], start: number | CompensatedSum = 0): CompensatedSum {
  return values.reduce(addToSum, compensatedSumOf(start));
}

describe('addToSum', () => {
  it('keeps what plain addition loses', () => {
    expect(totalOf(sumOf([1, 1e100, 1, -1e100]))).toBe(2);
    expect(1 + 1e100 + 1 - 1e100).toBe(0);
  });

  it('sums ten tenths to one', () => {
    expect(totalOf(sumOf(new Array<number>(10).fill(0.1)))).toBe(1);
  });

  it('totals 0 before the first addition', () => {
    expect(totalOf(sumOf([]))).toBe(0);
  });

  it('goes on from a stored state as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e12, max: 1e12 })), fc.nat(), (values, cut) => {
        const at = values.length === 0 ? 0 : cut % values.length;
        expect(sumOf(values.slice(at), sumOf(values.slice(0, at)))).toEqual(sumOf(values));
      }),
    );
  });

  it('agrees with exact integer arithmetic over sizes with eight decimals', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e12, max: 1e12 }), { maxLength: 300 }), (units) => {
        const exact = units.reduce((total, unit) => total + BigInt(unit), 0n);
        const total = totalOf(sumOf(units.map((unit) => unit / 1e8)));
        const absolute = units.reduce((most, unit) => most + Math.abs(unit), 0) / 1e8;
        // Half an ulp each for the quotients summed, the total and the exact quotient: however long, it grows no more.
        expect(Math.abs(total - Number(exact) / 1e8)).toBeLessThanOrEqual(3 * 2 ** -53 * absolute);
      }),
    );
  });

  it('totals NaN after an overflow', () => {
    expect(totalOf(sumOf([Number.MAX_VALUE, Number.MAX_VALUE]))).toBeNaN();
  });
});

describe('compensatedSumOf', () => {
  it('starts a fresh sum at a plain number and keeps a state as it is', () => {
    const state = { sum: 1, compensation: 1e-20 };
    expect(compensatedSumOf(3)).toEqual({ sum: 3, compensation: 0 });
    expect(compensatedSumOf(state)).toBe(state);
  });
});

describe('roundingErrorOf', () => {
  it('is what addition lost, whichever operand is larger', () => {
    expect(roundingErrorOf(1e100, 1)).toBe(1);
    expect(roundingErrorOf(1, 1e100)).toBe(1);
    expect(roundingErrorOf(1, 2)).toBe(0);
  });
});
