import { describe, expect, it } from 'vitest';
import { fitColumns } from '../../src/output/fit-columns.ts';

describe('fitColumns', () => {
  it('leaves what fits as it is', () => {
    const rows = [
      ['a', 'bc'],
      ['def', 'g'],
    ];
    expect(fitColumns(rows, 7)).toEqual(rows);
    expect(fitColumns([], 7)).toEqual([]);
  });

  it('cuts the longest cells in their middle, and keeps their ends', () => {
    const [row] = fitColumns([['data', 'a'.repeat(40), `${'b'.repeat(39)}c`]], 50);
    // 50 less two gaps of 2 and the 4 of the first leave 42.
    expect(row).toEqual([
      'data',
      `${'a'.repeat(10)}\u2026${'a'.repeat(10)}`,
      `${'b'.repeat(10)}\u2026${'b'.repeat(9)}c`,
    ]);
  });

  it('keeps 12 characters, however narrow', () => {
    expect(fitColumns([['x'.repeat(30)]], 5)[0]![0]).toHaveLength(12);
  });
});
