import { cut, KeyColumns } from '../chunks/key-columns.ts';
import type { TradeChunk } from './trade-chunk.ts';

/** Collects the trades of a chunk. */
export class TradeChunkBuilder extends KeyColumns {
  readonly prices: Float64Array<ArrayBuffer>;
  readonly sizes: Float64Array<ArrayBuffer>;
  readonly sides: Int8Array<ArrayBuffer>;

  /** Makes room for as many rows as the chunk may hold. */
  constructor(capacity: number) {
    super(capacity);
    this.prices = new Float64Array(capacity);
    this.sizes = new Float64Array(capacity);
    this.sides = new Int8Array(capacity);
  }

  /** Puts the prices of the next `count` trades, and behind them their sizes, those of sells below 0, in their places. */
  putTrades(values: readonly number[], count: number): void {
    const { prices, sizes, sides, count: at } = this;
    for (let row = 0; row < count; row++) {
      const signedSize = values[count + row]!;
      prices[at + row] = values[row]!;
      sizes[at + row] = Math.abs(signedSize);
      sides[at + row] = Math.sign(signedSize);
    }
  }

  /** The chunk; null where no row was found. */
  build(): TradeChunk | null {
    const { count } = this;
    if (count === 0) return null;
    const [prices, sizes, sides] = [cut(this.prices, count), cut(this.sizes, count), cut(this.sides, count)];
    return { ...this.buildKeys(), prices, sizes, sides };
  }
}
