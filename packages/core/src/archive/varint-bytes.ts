const FIRST_CAPACITY = 1024;
/** What one byte of a number holds. */
const BASE = 128;

/** Collects whole numbers, small ones in few bytes (LEB128), zigzag for their sign. */
export class VarintWriter {
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #length = 0;

  /** What was written. */
  get bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** Appends a whole number between -2^52 and 2^52. */
  write(value: number): void {
    if (this.#length + 8 > this.#bytes.length) this.#grow();
    // Numbers above 32 bits: no bit operators.
    let rest = value < 0 ? -2 * value - 1 : 2 * value;
    while (rest >= BASE) {
      this.#bytes[this.#length++] = BASE + (rest % BASE);
      rest = Math.floor(rest / BASE);
    }
    this.#bytes[this.#length++] = rest;
  }

  #grow(): void {
    const larger = new Uint8Array(2 * this.#bytes.length);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads whole numbers that a `VarintWriter` wrote; NaN beyond their end. */
export class VarintReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next number. */
  read(): number {
    let value = 0;
    let factor = 1;
    while (true) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) return Number.NaN;
      value += (byte % BASE) * factor;
      if (byte < BASE) break;
      factor *= BASE;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
