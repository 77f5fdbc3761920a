/** Sizes of what is put in, taken out or repeated: mostly small, now and then large. */
const LARGEST_SHARE = 12;
const MOST_STEPS = 5;
/** Bytes that often mean something: NUL, the last of ASCII, of UTF-8's continuations, of bytes. */
const ODD_BYTES = [0x00, 0x01, 0x09, 0x0a, 0x0d, 0x1f, 0x7f, 0x80, 0xbf, 0xc0, 0xe2, 0xf0, 0xff];

type Step = (bytes: Uint8Array) => Uint8Array;

/** How inputs are mutated. */
export interface MutatorOptions {
  /** Good inputs, to start from and to splice with. */
  readonly seeds: readonly Uint8Array[];
  /** What is put in as a whole: words, numbers and signs that mean something. */
  readonly words: readonly Uint8Array[];
  /** No input is longer. */
  readonly mostBytes: number;
  /** How many things go wrong with an input at the most; 5 by default. */
  readonly mostSteps?: number;
}

/** Makes bad inputs of good ones: bits flipped, pieces cut, doubled, swapped and spliced, words put in, ends cut off. */
export class Mutator {
  readonly #random: () => number;
  readonly #options: MutatorOptions;
  readonly #steps: readonly Step[];

  constructor(random: () => number, options: MutatorOptions) {
    this.#random = random;
    this.#options = options;
    this.#steps = [
      (bytes) => this.#changeByte(bytes, (byte) => byte ^ (1 << this.#below(8))),
      (bytes) => this.#changeByte(bytes, () => ODD_BYTES[this.#below(ODD_BYTES.length)]!),
      (bytes) => this.#changeByte(bytes, () => this.#below(256)),
      (bytes) => this.#replace(bytes, this.#pick(this.#options.words), 0),
      (bytes) => this.#replace(bytes, this.#pick(this.#options.words), this.#size()),
      (bytes) => this.#replace(bytes, new Uint8Array(0), this.#size()),
      (bytes) => this.#replace(bytes, this.#piece(bytes), 0),
      (bytes) => this.#replace(bytes, this.#piece(this.#pick(this.#options.seeds)), this.#size()),
      (bytes) => this.#replace(bytes, repeat(this.#pick(this.#options.words), this.#size()), 0),
      (bytes) => bytes.subarray(0, this.#below(bytes.length + 1)),
      (bytes) => bytes.subarray(this.#below(bytes.length + 1)),
    ];
  }

  /** The next input; now and then a seed as it is. */
  next(): Uint8Array {
    let bytes: Uint8Array = this.#pick(this.#options.seeds);
    for (let steps = this.#below(1 + (this.#options.mostSteps ?? MOST_STEPS)); steps > 0; steps--) {
      bytes = this.#steps[this.#below(this.#steps.length)]!(bytes);
    }
    return bytes.subarray(0, this.#options.mostBytes);
  }

  #changeByte(bytes: Uint8Array, change: (byte: number) => number): Uint8Array {
    if (bytes.length === 0) return bytes;
    const changed = new Uint8Array(bytes);
    const at = this.#below(bytes.length);
    changed[at] = change(changed[at]!);
    return changed;
  }

  /** Puts `insert` in place of `count` bytes somewhere. */
  #replace(bytes: Uint8Array, insert: Uint8Array, count: number): Uint8Array {
    const at = this.#below(bytes.length + 1);
    const rest = bytes.subarray(Math.min(at + count, bytes.length));
    const joined = new Uint8Array(at + insert.length + rest.length);
    joined.set(bytes.subarray(0, at));
    joined.set(insert, at);
    joined.set(rest, at + insert.length);
    return joined;
  }

  #piece(bytes: Uint8Array): Uint8Array {
    const at = this.#below(bytes.length + 1);
    return bytes.subarray(at, at + this.#size());
  }

  #size(): number {
    return 1 + this.#below(1 << this.#below(LARGEST_SHARE));
  }

  #pick<Value>(values: readonly Value[]): Value {
    return values[this.#below(values.length)]!;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
}

function repeat(word: Uint8Array, times: number): Uint8Array {
  const repeated = new Uint8Array(word.length * times);
  for (let at = 0; at < repeated.length; at += word.length) repeated.set(word, at);
  return repeated;
}
