import { describe, expect, it } from 'vitest';
import { sparkPath } from '../../../src/client/summary/spark-path.ts';

const path = (times: readonly number[], closes: readonly number[], gaps: readonly number[] = []) =>
  sparkPath({ times: Float64Array.from(times), closes: Float64Array.from(closes), gaps });

describe('the path of a sparkline', () => {
  it('goes from the left edge to the right one, and from the lowest value to the highest', () => {
    // 160 wide; 40 high with 1 left free above and below.
    expect(path([0, 5, 10], [1, 3, 2])).toBe('M0.0 39.0L80.0 1.0L160.0 20.0');
  });

  it('crosses neither gaps nor missing values', () => {
    expect(path([0, 2, 8, 10], [1, 1, 3, 3], [2, 8])).toBe('M0.0 39.0L32.0 39.0M128.0 1.0L160.0 1.0');
    expect(path([0, 5, 10, 20], [1, Number.NaN, 3, 3])).toBe('M0.0 39.0M80.0 1.0L160.0 1.0');
  });

  it('is level where nothing changes, and empty where there are fewer than two values', () => {
    expect(path([0, 10], [5, 5])).toBe('M0.0 20.0L160.0 20.0');
    expect(path([0], [5])).toBe('');
    expect(path([], [])).toBe('');
    expect(path([0, 10], [5, Number.NaN])).toBe('');
  });
});
