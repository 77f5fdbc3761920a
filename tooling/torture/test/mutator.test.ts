import { describe, expect, it } from 'vitest';
import { Mutator, makeRandom } from '../src/index.ts';

const SEEDS = ['[[1,2],[3,4]]', '2024-07-03T09:46:40Z'].map((text) => Buffer.from(text));
const WORDS = ['1e400', '['].map((text) => Buffer.from(text));

function inputs(seed: number, count: number, mostBytes = 4096): readonly Buffer[] {
  const mutator = new Mutator(makeRandom(seed), { seeds: SEEDS, words: WORDS, mostBytes });
  return Array.from({ length: count }, () => Buffer.from(mutator.next()));
}

describe('Mutator', () => {
  it('gives the same inputs for the same seed, and others for another', () => {
    expect(inputs(7, 100)).toEqual(inputs(7, 100));
    expect(inputs(8, 100)).not.toEqual(inputs(7, 100));
  });

  it('gives seeds as they are, and many others', () => {
    const texts = inputs(1, 10_000).map((bytes) => bytes.toString('latin1'));
    for (const seed of SEEDS) expect(texts).toContain(seed.toString('latin1'));
    expect(new Set(texts).size).toBeGreaterThan(5000);
    for (const word of WORDS) expect(texts.some((text) => text.includes(`${word}${word}`))).toBe(true);
    expect(texts).toContain('');
  });

  it('gives none that is longer than it may be, and some that are as long', () => {
    const lengths = inputs(2, 10_000, 50).map(({ length }) => length);
    expect(Math.max(...lengths)).toBe(50);
  });

  it('leaves its seeds alone', () => {
    const before = SEEDS.map((seed) => seed.toString());
    inputs(3, 1000);
    expect(SEEDS.map((seed) => seed.toString())).toEqual(before);
  });
});
