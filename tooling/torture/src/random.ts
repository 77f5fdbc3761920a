/** A seeded stream of numbers from 0 to below 1 (mulberry32), the same on every machine. */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Chances of a seeded stream. */
export interface Choice {
  /** One of the values. */
  oneOf<Value>(...values: readonly Value[]): Value;
  /** One of a list. */
  pick<Value>(values: readonly Value[]): Value;
  /** A whole number from 0 to below `most`. */
  upTo(most: number): number;
}

/** Chances by a stream of numbers from 0 to below 1. */
export function makeChoice(random: () => number): Choice {
  const upTo = (most: number) => Math.floor(random() * most);
  const pick = <Value>(values: readonly Value[]): Value => values[upTo(values.length)]!;
  return { upTo, pick, oneOf: (...values) => pick(values) };
}
