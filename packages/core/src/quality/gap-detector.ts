/** Steps that the usual step is taken from. */
const MEMORY = 101;
/** Before as many steps are known, nothing is unusual. */
const FEWEST_STEPS = 9;
const UNUSUAL_RATIO = 10;
const SHORTEST_GAP_SECONDS = 1;

/**
 * Tells gaps from steps in time. With a threshold every longer step is a gap. Without one a step is a gap where it is a
 * second or more and over ten times the median of up to 101 steps before it, of which there must be nine: the median
 * is deaf to single gaps and follows a feed that changes its pace.
 */
export class GapDetector {
  readonly #thresholdSeconds: number | null;
  readonly #steps = new Float64Array(MEMORY);
  #count = 0;

  constructor(thresholdSeconds: number | null) {
    this.#thresholdSeconds = thresholdSeconds;
  }

  /** The steps that the next one is judged by, oldest first; none where there is a threshold. */
  get steps(): readonly number[] {
    const oldest = this.#count > MEMORY ? this.#count % MEMORY : 0;
    const known = Math.min(this.#count, MEMORY);
    return Array.from({ length: known }, (_, index) => this.#steps[(oldest + index) % MEMORY]!);
  }

  /** Takes the next step; whether it is a gap. */
  isGap(seconds: number): boolean {
    if (this.#thresholdSeconds !== null) return seconds > this.#thresholdSeconds;
    const isUnusual = seconds >= SHORTEST_GAP_SECONDS && this.#isOverMedian(seconds / UNUSUAL_RATIO);
    this.#steps[this.#count++ % MEMORY] = seconds;
    return isUnusual;
  }

  /** A value is above the median where more than half of the steps lie below it. */
  #isOverMedian(seconds: number): boolean {
    const known = Math.min(this.#count, MEMORY);
    if (known < FEWEST_STEPS) return false;
    let below = 0;
    for (let index = 0; index < known; index++) if (this.#steps[index]! < seconds) below++;
    return below * 2 > known;
  }
}
