import type { FillView } from '@orderflow/core';

/** How two runs differ in a fill: one had it and the other not, or both had it and something about it differs. */
export interface FillDifference {
  /** Null where the first run has no such fill. */
  readonly first: FillView | null;
  /** Null where the second has none. */
  readonly second: FillView | null;
}

/** How many fills two runs share. */
export interface FillComparison {
  /** The same but for their numbers and those of their orders. */
  readonly same: number;
  /** Of one time, instrument, side and price, with something else that differs. */
  readonly changed: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/**
 * Compares the fills of two runs, both in the order of time, fill by fill; `onDifference` is told of each that differs,
 * in that order. Memory does not grow with the runs but with the fills of one moment.
 */
export async function compareFills(
  first: AsyncIterable<readonly FillView[]>,
  second: AsyncIterable<readonly FillView[]>,
  onDifference: (difference: FillDifference) => void,
): Promise<FillComparison> {
  const [ones, others] = [new MomentReader(first), new MomentReader(second)];
  const counts = { same: 0, changed: 0, onlyFirst: 0, onlySecond: 0 };
  let [one, other] = [await ones.next(), await others.next()];
  while (one.length > 0 || other.length > 0) {
    const [timeOfOne, timeOfOther] = [timeOf(one), timeOf(other)];
    matchMoment(timeOfOne <= timeOfOther ? one : [], timeOfOther <= timeOfOne ? other : [], counts, onDifference);
    if (timeOfOne <= timeOfOther) one = await ones.next();
    if (timeOfOther <= timeOfOne) other = await others.next();
  }
  return counts;
}

function timeOf([fill]: readonly FillView[]): number {
  return fill?.timestamp ?? Number.POSITIVE_INFINITY;
}

function matchMoment(
  first: readonly FillView[],
  second: readonly FillView[],
  counts: { -readonly [Key in keyof FillComparison]: number },
  onDifference: (difference: FillDifference) => void,
): void {
  const [same, one, other] = pairUp(first, second, wholeKey);
  const [changed, onlyFirst, onlySecond] = pairUp(one, other, tradeKey);
  counts.same += same.length;
  counts.changed += changed.length;
  counts.onlyFirst += onlyFirst.length;
  counts.onlySecond += onlySecond.length;
  for (const pair of changed) onDifference(pair);
  for (const fill of onlyFirst) onDifference({ first: fill, second: null });
  for (const fill of onlySecond) onDifference({ first: null, second: fill });
}

type Pairs = readonly { readonly first: FillView; readonly second: FillView }[];

/** Fills of equal keys in pairs, and what is left of each. */
function pairUp(
  first: readonly FillView[],
  second: readonly FillView[],
  keyOf: (fill: FillView) => string,
): readonly [Pairs, readonly FillView[], readonly FillView[]] {
  const waiting = Map.groupBy(second, keyOf);
  const pairs: { first: FillView; second: FillView }[] = [];
  const left: FillView[] = [];
  for (const fill of first) {
    const partner = waiting.get(keyOf(fill))?.shift();
    if (partner === undefined) left.push(fill);
    else pairs.push({ first: fill, second: partner });
  }
  return [pairs, left, [...waiting.values()].flat()];
}

function wholeKey({ index: _, orderId: __, ...fill }: FillView): string {
  return JSON.stringify(Object.values(fill));
}

function tradeKey({ instrument, side, price }: FillView): string {
  return JSON.stringify([instrument, side, price]);
}

/** Reads the fills of one time after another. */
class MomentReader {
  readonly #batches: AsyncIterator<readonly FillView[]>;
  #batch: readonly FillView[] = [];
  #next = 0;

  constructor(batches: AsyncIterable<readonly FillView[]>) {
    this.#batches = batches[Symbol.asyncIterator]();
  }

  /** The fills of the next time; none at the end. */
  async next(): Promise<readonly FillView[]> {
    const fills: FillView[] = [];
    for (let fill = await this.#peek(); fill !== null; fill = await this.#peek()) {
      if (fills.length > 0 && fill.timestamp !== fills[0]!.timestamp) break;
      fills.push(fill);
      this.#next++;
    }
    return fills;
  }

  async #peek(): Promise<FillView | null> {
    while (this.#next === this.#batch.length) {
      const { value, done } = await this.#batches.next();
      if (done === true) return null;
      this.#batch = value;
      this.#next = 0;
    }
    return this.#batch[this.#next]!;
  }
}
