/** The side of a signed value. */
export type Direction = 1 | -1;

/**
 * Hysteresis: makes one event one alert. Once tripped on a side it stays so until the value, counted towards that
 * side, falls below `rearmBelow`; a value that changes side falls below it on the way. A gap in the data alone does
 * not re-arm it.
 */
export class Latch {
  readonly #rearmBelow: number;
  #tripped: Direction | 0 = 0;

  constructor(rearmBelow: number) {
    this.#rearmBelow = rearmBelow;
  }

  /** Takes in the next value and says whether the latch is armed now. */
  isArmedAt(value: number): boolean {
    if (this.#tripped * value < this.#rearmBelow) this.#tripped = 0;
    return this.#tripped === 0;
  }

  /** Holds back further alerts until the value falls on this side. */
  trip(direction: Direction): void {
    this.#tripped = direction;
  }
}
