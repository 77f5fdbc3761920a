import type { BookSide } from './level-scanner.ts';
import type { LevelSink } from './level-sink.ts';

/** What the levels of one side come to, all of them; nothing is kept of single levels. */
export class SideTotals implements LevelSink {
  /** Sum of the sizes; Infinity where it overflows. */
  volume = 0;
  readonly #fields = new Float64Array(4);
  #sign = 1;
  #best = Number.NEGATIVE_INFINITY;

  /** Best price: the highest bid, the lowest ask; NaN for an empty side. */
  get best(): number {
    return this.#best === Number.NEGATIVE_INFINITY ? Number.NaN : this.#best * this.#sign;
  }

  /** Says of which side the next levels are. */
  turnTo(side: BookSide): void {
    this.#sign = side === 'bid' ? 1 : -1;
  }

  begin(): void {
    this.volume = 0;
    this.#best = Number.NEGATIVE_INFINITY;
  }

  nextRow(): Float64Array {
    return this.#fields;
  }

  push(): void {
    const price = this.#fields[0]! * this.#sign;
    this.volume += this.#fields[1]!;
    if (price > this.#best) this.#best = price;
  }
}
