import { describe, expect, it } from 'vitest';
import { RunningSum, sumOf } from '../../src/sums/running-sum.ts';

describe('a running sum', () => {
  it('keeps what rounding takes', () => {
    // Plain addition loses both ones beside 1e100.
    expect(sumOf(Float64Array.of(1, 1e100, 1, -1e100))).toBe(2);
    expect(sumOf(new Float64Array(0))).toBe(0);
  });

  it('starts anew', () => {
    const sum = new RunningSum();
    sum.add(0.1);
    sum.add(1e20);
    sum.reset();
    expect(sum.total).toBe(0);
    sum.add(3);
    expect(sum.total).toBe(3);
  });
});
