import { describe, expect, it } from 'vitest';
import { ladderOf } from '../../../src/client/ladder/ladder-rows.ts';
import { sizeDecimals } from '../../../src/client/ladder/size-decimals.ts';

const decimalsOf = (...sizes: readonly number[]) =>
  sizeDecimals(
    ladderOf(
      { bids: sizes.map((size, index) => ({ price: 100 - index, size })), asks: [] },
      { shown: 10, depth: null, pinned: null },
    ),
  );

describe('the decimals of sizes', () => {
  it('write all of them exactly where there is room', () => {
    expect(decimalsOf(0.002, 3.5)).toBe(3);
    expect(decimalsOf(12, 7)).toBe(0);
    expect(decimalsOf()).toBe(0);
  });

  it('leave six digits to the largest total', () => {
    expect(decimalsOf(0.123456789)).toBe(5);
    expect(decimalsOf(999.12345, 1.5)).toBe(2);
    expect(decimalsOf(12_345_678.25)).toBe(0);
  });
});
