import { describe, expect, it } from 'vitest';
import { Random } from '../../src/market/random.ts';

const WORD = 1n << 32n;

/** sfc32 as its author writes it, in wide integers. */
function* slowNumbers(seed: bigint, stream: bigint): Generator<number, never> {
  let [a, b, c, counter] = [stream, seed % WORD, seed / WORD, 1n];
  for (let round = 0; ; round++) {
    const result = (a + b + counter) % WORD;
    counter = (counter + 1n) % WORD;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) % WORD;
    c = ((((c << 21n) % WORD) | (c >> 11n)) + result) % WORD;
    if (round >= 15) yield Number(result);
  }
}

describe('Random', () => {
  it.each([
    [0, 0],
    [1, 0],
    [123_456_789, 7],
    [Number.MAX_SAFE_INTEGER, 1],
  ])('follows the reference for seed %i and stream %i', (seed, stream) => {
    const random = new Random(seed, stream);
    const reference = slowNumbers(BigInt(seed), BigInt(stream));
    for (let index = 0; index < 200; index++) expect(random.next()).toBe(reference.next().value);
  });

  it('has the means and variances that its distributions claim', () => {
    const random = new Random(5);
    const draw = (next: () => number) => {
      const values = Array.from({ length: 20_000 }, next);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
    };
    expect(draw(() => random.unit()).mean).toBeCloseTo(0.5, 1);
    const bell = draw(() => random.bell());
    expect(bell.mean).toBeCloseTo(0, 1);
    expect(bell.variance).toBeCloseTo(1, 1);
    expect(Math.abs(draw(() => random.heavy()).mean - 1)).toBeLessThan(0.15);
    expect(draw(() => random.count(0.3)).mean).toBeCloseTo(0.3, 1);
    expect(Math.abs(draw(() => random.count(7.5)).mean - 7.5)).toBeLessThan(0.2);
  });

  it('counts nothing for a mean of 0', () => {
    expect(new Random(1).count(0)).toBe(0);
  });
});
