import { type ProblemReason, SnapshotMetrics } from '@orderflow/core';
import { TimestampTexts } from '../source/timestamp-texts.ts';
import type { ChunkBuilder } from './chunk-builder.ts';

/** Reads and computes single rows of a chunk: whatever may stand in them. */
export class RowCalculator {
  readonly chunk: ChunkBuilder;
  readonly #times = new TimestampTexts();
  readonly #metrics: SnapshotMetrics;

  constructor(chunk: ChunkBuilder, depth: number | null) {
    this.chunk = chunk;
    this.#metrics = new SnapshotMetrics(depth);
  }

  /** Puts a row's time in its place. A text that cannot be read is never written, and may be of any length. */
  readTimestamp(row: number, text: Buffer): void {
    const times = this.#times;
    times.readBytes(text, 0, text.length);
    this.chunk.timestamps[row] = times.timestamp;
    this.chunk.nanoseconds[row] = times.nanoseconds;
    this.chunk.timestampTexts.set(row, Number.isNaN(times.timestamp) ? '' : text.toString('latin1'));
    for (const format of times.formats) this.chunk.formats.add(format);
  }

  /** Puts what a row's levels come to in its place. */
  computeLevels(row: number, bids: Buffer, asks: Buffer): void {
    const text = Buffer.concat([bids, asks]);
    this.#put(row, this.#metrics.computeText(text, 0, bids.length, text.length));
  }

  /** Says that a row cannot be used, whatever its levels are. */
  refuse(row: number, problem: ProblemReason): void {
    this.#put(row, problem);
  }

  #put(row: number, problem: ProblemReason | null): void {
    const { chunk } = this;
    if (problem !== null) chunk.problems.set(row, problem);
    chunk.obi[row] = problem === null ? this.#metrics.obi : Number.NaN;
    chunk.bestBid[row] = problem === null ? this.#metrics.bestBid : Number.NaN;
    chunk.bestAsk[row] = problem === null ? this.#metrics.bestAsk : Number.NaN;
  }
}
