import { describe, expect, it } from 'vitest';
import { makeRandom } from '../src/index.ts';

describe('makeRandom', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const [one, same, other] = [makeRandom(7), makeRandom(7), makeRandom(8)].map((random) =>
      Array.from({ length: 100 }, random),
    );
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('spreads over 0 to 1', () => {
    const numbers = Array.from({ length: 100_000 }, makeRandom(1));
    expect(Math.min(...numbers.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(numbers.every((number) => number < 1)).toBe(true);
    const tenths = Array.from({ length: 10 }, (_, tenth) => numbers.filter((n) => Math.floor(10 * n) === tenth).length);
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});
