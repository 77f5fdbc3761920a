import type { ProblemReason } from '@orderflow/core';
import { cut, KeyColumns } from '../chunks/key-columns.ts';
import type { Chunk } from './chunk.ts';

/** Collects the rows of a chunk: what one read after another finds. */
export class ChunkBuilder extends KeyColumns {
  /** Bytes of text so far. */
  bytes = 0;
  readonly problems = new Map<number, ProblemReason>();
  readonly obi: Float64Array<ArrayBuffer>;
  readonly bestBid: Float64Array<ArrayBuffer>;
  readonly bestAsk: Float64Array<ArrayBuffer>;
  readonly #timestampTexts: (string | null)[] = [];

  /** Makes room for as many rows as the chunk may hold. */
  constructor(capacity: number) {
    super(capacity);
    this.obi = new Float64Array(capacity);
    this.bestBid = new Float64Array(capacity);
    this.bestAsk = new Float64Array(capacity);
  }

  /** Keeps the text too. One that cannot be read is never written, and may be of any length. */
  override readTimestamp(row: number, text: Buffer): boolean {
    const isTime = super.readTimestamp(row, text);
    while (this.#timestampTexts.length < row) this.#timestampTexts.push(null);
    this.#timestampTexts[row] = isTime ? text.toString('latin1') : '';
    return isTime;
  }

  /** The chunk; null where no row was found. */
  build(): Chunk | null {
    const { count, bytes, problems } = this;
    if (count === 0) return null;
    return {
      ...this.buildKeys(),
      timestampTexts: this.#timestampTexts,
      obi: cut(this.obi, count),
      bestBid: cut(this.bestBid, count),
      bestAsk: cut(this.bestAsk, count),
      problems,
      bytes,
    };
  }
}
