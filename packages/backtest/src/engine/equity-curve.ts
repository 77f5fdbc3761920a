import { NumberColumn } from './number-column.ts';

/** The equity at fixed times. */
export interface EquityCurve {
  /** Time of the first sample, epoch milliseconds, a multiple of `sampleMs`; null where there is none. */
  readonly start: number | null;
  readonly sampleMs: number;
  /** Equity in quote currency, one value every `sampleMs`. */
  readonly values: Float64Array;
}

/** Samples the equity at multiples of an interval since 1970. */
export class EquitySampler {
  readonly #sampleMs: number;
  readonly #values = new NumberColumn();
  #start: number | null = null;
  /** Time of the next sample, epoch milliseconds. */
  next: number;

  /** The first sample is taken at the first multiple at or after `start`, epoch milliseconds. */
  constructor(sampleMs: number, start: number) {
    this.#sampleMs = sampleMs;
    this.next = Math.ceil(start / sampleMs) * sampleMs;
  }

  /** Takes the next sample. */
  take(equity: number): void {
    this.#start ??= this.next;
    this.#values.push(equity);
    this.next += this.#sampleMs;
  }

  build(): EquityCurve {
    return { start: this.#start, sampleMs: this.#sampleMs, values: this.#values.values };
  }
}
