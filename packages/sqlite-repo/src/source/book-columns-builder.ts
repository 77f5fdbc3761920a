import type { BookColumns } from '@orderflow/core';

const LEAST_BYTES = 65_536;

/** Collects book rows into the columns of one batch. */
export class BookColumnsBuilder {
  count = 0;
  /** Bytes of text so far. */
  bytes = 0;
  readonly #ids: Float64Array;
  readonly #instruments: Uint32Array;
  readonly #timestamps: Float64Array;
  readonly #nanoseconds: Uint32Array;
  readonly #offsets: Uint32Array;
  readonly #oversized: Uint8Array;
  #text: Buffer;

  /** `expectedBytes` of text are made room for; more is fine. */
  constructor(capacity: number, expectedBytes: number) {
    this.#ids = new Float64Array(capacity);
    this.#instruments = new Uint32Array(capacity);
    this.#timestamps = new Float64Array(capacity);
    this.#nanoseconds = new Uint32Array(capacity);
    this.#offsets = new Uint32Array(3 * capacity + 1);
    this.#oversized = new Uint8Array(capacity);
    this.#text = Buffer.allocUnsafeSlow(Math.max(LEAST_BYTES, expectedBytes));
  }

  /** Starts a row with its key. */
  push(id: number, instrument: number, timestamp: number, nanoseconds: number, isOversized: boolean): void {
    const row = this.count++;
    this.#ids[row] = id;
    this.#instruments[row] = instrument;
    this.#timestamps[row] = timestamp;
    this.#nanoseconds[row] = nanoseconds;
    this.#oversized[row] = isOversized ? 1 : 0;
  }

  /** Adds a text of the current row: 0 bids, 1 asks, 2 timestamp, in this order. Null is the empty text. */
  addText(field: 0 | 1 | 2, text: string | null): void {
    if (text !== null && text !== '') {
      const most = this.bytes + 3 * text.length;
      if (most > this.#text.length && this.bytes + Buffer.byteLength(text) > this.#text.length) this.#grow(most);
      this.bytes += this.#text.write(text, this.bytes);
    }
    this.#end(field);
  }

  /** The same of a text that is UTF-8 already. */
  addBytes(field: 0 | 1 | 2, text: Buffer): void {
    if (this.bytes + text.length > this.#text.length) this.#grow(this.bytes + text.length);
    text.copy(this.#text, this.bytes);
    this.bytes += text.length;
    this.#end(field);
  }

  #end(field: 0 | 1 | 2): void {
    this.#offsets[3 * (this.count - 1) + field + 1] = this.bytes;
  }

  /** The columns so far; they share memory with the builder, which ends with this. */
  build(instrumentNames: readonly string[]): BookColumns {
    const { count } = this;
    return {
      count,
      ids: this.#ids.subarray(0, count),
      instruments: this.#instruments.subarray(0, count),
      instrumentNames,
      timestamps: this.#timestamps.subarray(0, count),
      nanoseconds: this.#nanoseconds.subarray(0, count),
      text: this.#text.subarray(0, this.bytes),
      offsets: this.#offsets.subarray(0, 3 * count + 1),
      oversized: this.#oversized.subarray(0, count),
    };
  }

  #grow(least: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(least, 2 * this.#text.length));
    this.#text.copy(larger, 0, 0, this.bytes);
    this.#text = larger;
  }
}
