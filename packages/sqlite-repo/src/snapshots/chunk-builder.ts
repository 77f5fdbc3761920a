import type { ProblemReason, TimestampFormat } from '@orderflow/core';
import { InstrumentNames } from '../source/instrument-names.ts';
import type { Chunk } from './chunk.ts';

/** Collects the rows of a chunk: what one read after another finds. */
export class ChunkBuilder {
  count = 0;
  /** Bytes of level text so far. */
  bytes = 0;
  readonly names = new InstrumentNames();
  readonly formats = new Set<TimestampFormat>();
  readonly problems = new Map<number, ProblemReason>();
  /** The timestamps as the source writes them, by row; rows that are not in it are digits of milliseconds. */
  readonly timestampTexts = new Map<number, string>();
  readonly ids: Float64Array<ArrayBuffer>;
  readonly instruments: Uint32Array<ArrayBuffer>;
  readonly timestamps: Float64Array<ArrayBuffer>;
  readonly nanoseconds: Uint32Array<ArrayBuffer>;
  readonly obi: Float64Array<ArrayBuffer>;
  readonly bestBid: Float64Array<ArrayBuffer>;
  readonly bestAsk: Float64Array<ArrayBuffer>;

  /** Makes room for as many rows as the chunk may hold. */
  constructor(capacity: number) {
    this.ids = new Float64Array(capacity);
    this.instruments = new Uint32Array(capacity);
    this.timestamps = new Float64Array(capacity);
    this.nanoseconds = new Uint32Array(capacity);
    this.obi = new Float64Array(capacity);
    this.bestBid = new Float64Array(capacity);
    this.bestAsk = new Float64Array(capacity);
  }

  /** The chunk; null where no row was found. */
  build(): Chunk | null {
    const { count, bytes, names, formats, problems, timestampTexts } = this;
    if (count === 0) return null;
    return {
      count,
      ids: cut(this.ids, count),
      instruments: cut(this.instruments, count),
      instrumentNames: names.names,
      timestamps: cut(this.timestamps, count),
      nanoseconds: cut(this.nanoseconds, count),
      timestampTexts,
      formats: [...formats],
      obi: cut(this.obi, count),
      bestBid: cut(this.bestBid, count),
      bestAsk: cut(this.bestAsk, count),
      problems,
      bytes,
    };
  }
}

function cut<Column extends Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(column: Column, count: number) {
  return (column.length === count ? column : column.slice(0, count)) as Column;
}
