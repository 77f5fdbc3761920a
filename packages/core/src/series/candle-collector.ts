import type { BarColumns } from '../bars/bar.ts';
import { CANDLE_FIELDS, CANDLE_RECORD } from '../pyramid/candle-record.ts';

const FIRST_CANDLES = 64;

/** Collects candles of one window length from shorter ones, in time order. */
export class CandleCollector {
  readonly windowSeconds: number;
  /** The span to collect, epoch milliseconds, end exclusive: whole windows. */
  readonly start: number;
  readonly end: number;
  /** How many records were added. */
  added = 0;
  #records = new Float64Array(FIRST_CANDLES * CANDLE_FIELDS);
  #count = 0;

  constructor(windowSeconds: number, start: number, end: number) {
    this.windowSeconds = windowSeconds;
    this.start = start;
    this.end = end;
  }

  /** Adds those of the records that begin from `start` to before `end`. */
  addRecords(records: Float64Array, start: number, end: number): void {
    for (let at = 0; at < records.length; at += CANDLE_FIELDS) {
      if (records[at]! >= start && records[at]! < end) this.add(records, at);
    }
  }

  /** Adds the record of `from` at `start`, which lies within one window. */
  add(from: Float64Array, start: number): void {
    this.added++;
    const windowMs = 1000 * this.windowSeconds;
    const timestamp = Math.floor(from[start]! / windowMs) * windowMs;
    const last = (this.#count - 1) * CANDLE_FIELDS;
    if (this.#count > 0 && this.#records[last] === timestamp) {
      CANDLE_RECORD.merge(this.#records, last, from, start);
      return;
    }
    const at = this.#count++ * CANDLE_FIELDS;
    if (at === this.#records.length) this.#grow();
    for (let field = 1; field < CANDLE_FIELDS; field++) this.#records[at + field] = from[start + field]!;
    this.#records[at] = timestamp;
  }

  /** The candles. */
  build(instrument: string): BarColumns {
    const records = this.#records;
    const column = (value: (at: number) => number) =>
      Float64Array.from({ length: this.#count }, (_, candle) => value(candle * CANDLE_FIELDS));
    return {
      count: this.#count,
      instruments: new Uint32Array(this.#count),
      instrumentNames: [instrument],
      timestamps: column((at) => records[at]!),
      tradeCounts: column((at) => records[at + 1]!),
      opens: column((at) => records[at + 2]!),
      highs: column((at) => records[at + 3]!),
      lows: column((at) => records[at + 4]!),
      closes: column((at) => records[at + 5]!),
      buyVolumes: column((at) => records[at + 6]! + records[at + 7]!),
      sellVolumes: column((at) => records[at + 8]! + records[at + 9]!),
    };
  }

  #grow(): void {
    const larger = new Float64Array(2 * this.#records.length);
    larger.set(this.#records);
    this.#records = larger;
  }
}
