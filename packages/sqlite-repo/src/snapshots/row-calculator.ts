import { type ProblemReason, SnapshotMetrics } from '@orderflow/core';
import type { ChunkBuilder } from './chunk-builder.ts';

/** Computes single rows of a chunk, whatever may stand in them. */
export class RowCalculator {
  readonly chunk: ChunkBuilder;
  readonly #metrics: SnapshotMetrics;

  constructor(chunk: ChunkBuilder, depth: number | null) {
    this.chunk = chunk;
    this.#metrics = new SnapshotMetrics(depth);
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
