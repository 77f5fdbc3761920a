import type { BookSide } from './level-scanner.ts';
import type { LevelSink } from './level-sink.ts';

/** Room for more levels than this is given back with the next text. */
const KEPT_LEVELS = 65_536;
const FIRST_LEVELS = 64;

/** What the best levels of one side come to: prices and sizes are kept, in the order of the text. */
export class BestLevels implements LevelSink {
  readonly #depth: number;
  readonly #fields = new Float64Array(4);
  #prices = new Float64Array(FIRST_LEVELS);
  #sizes = new Float64Array(FIRST_LEVELS);
  #count = 0;
  #sign = 1;
  #best = Number.NEGATIVE_INFINITY;
  #isSorted = true;

  /** Counts the best `depth` levels. */
  constructor(depth: number) {
    this.#depth = depth;
  }

  /** Best price: the highest bid, the lowest ask; NaN for an empty side. */
  get best(): number {
    return this.#count === 0 ? Number.NaN : this.#best * this.#sign;
  }

  /** Sum of the sizes on the best levels; levels of one price are one. Infinity where it overflows. */
  get volume(): number {
    if (!this.#isSorted) return sumOf(this.#bestSizes());
    return sumOf(this.#sizes.subarray(0, Math.min(this.#depth, this.#count)));
  }

  /** Says of which side the next levels are. */
  turnTo(side: BookSide): void {
    this.#sign = side === 'bid' ? 1 : -1;
  }

  begin(mostLevels: number): void {
    const room = this.#prices.length;
    if (room < mostLevels || room > Math.max(2 * mostLevels, KEPT_LEVELS)) this.#makeRoom(mostLevels);
    this.#count = 0;
    this.#best = Number.NEGATIVE_INFINITY;
    this.#isSorted = true;
  }

  nextRow(): Float64Array {
    return this.#fields;
  }

  push(): void {
    const row = this.#count++;
    const price = this.#fields[0]! * this.#sign;
    if (row > 0 && price >= this.#prices[row - 1]!) this.#isSorted = false;
    if (price > this.#best) this.#best = price;
    this.#prices[row] = price;
    this.#sizes[row] = this.#fields[1]!;
  }

  /** In powers of two, so that texts of about one length share it; what is not written to takes no memory. */
  #makeRoom(levels: number): void {
    const room = 2 ** Math.ceil(Math.log2(Math.max(FIRST_LEVELS, levels)));
    this.#prices = new Float64Array(room);
    this.#sizes = new Float64Array(room);
  }

  /** The sizes of the best prices, best first; sizes of one price are added in the order of the text. */
  #bestSizes(): Float64Array {
    const best = bestPrices(this.#prices.slice(0, this.#count), this.#depth);
    const sizes = new Float64Array(best.length);
    for (let row = 0; row < this.#count; row++) {
      const place = placeOf(best, this.#prices[row]!);
      if (place >= 0) sizes[place]! += this.#sizes[row]!;
    }
    return sizes;
  }
}

function sumOf(sizes: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < sizes.length; row++) sum += sizes[row]!;
  return sum;
}

/** The `most` largest numbers, each once, largest first. Sorts what it is given. */
function bestPrices(prices: Float64Array, most: number): Float64Array {
  prices.sort();
  const best = new Float64Array(Math.min(most, prices.length));
  let count = 0;
  for (let row = prices.length - 1; row >= 0 && count < best.length; row--) {
    if (count === 0 || prices[row] !== best[count - 1]) best[count++] = prices[row]!;
  }
  return best.subarray(0, count);
}

/** Where a number stands among others that fall; -1 where it does not. */
function placeOf(falling: Float64Array, value: number): number {
  let low = 0;
  let high = falling.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (falling[middle]! > value) low = middle + 1;
    else high = middle;
  }
  return falling[low] === value ? low : -1;
}
