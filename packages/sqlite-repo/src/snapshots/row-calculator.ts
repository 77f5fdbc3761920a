import { type ProblemReason, SnapshotMetrics } from '@orderflow/core';
import { freeText } from '../chunks/free-text.ts';
import type { SideColumn } from '../source/large-sides.ts';
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
    this.#put(row, this.#computeSide('bids', bids) ?? this.#computeSide('asks', asks));
  }

  /** The same of sides that are read, and given up, one after the other. */
  computeLargeLevels(row: number, read: (side: SideColumn) => Buffer): void {
    const computeSide = (side: SideColumn) => {
      const text = read(side);
      this.chunk.bytes += text.length;
      const problem = this.#computeSide(side, text);
      freeText(text);
      return problem;
    };
    this.#put(row, computeSide('bids') ?? computeSide('asks'));
  }

  /** Says that a row cannot be used, whatever its levels are. */
  refuse(row: number, problem: ProblemReason): void {
    this.#put(row, problem);
  }

  #computeSide(side: SideColumn, text: Buffer): ProblemReason | null {
    if (side === 'bids') return this.#metrics.computeBids(text, 0, text.length);
    return this.#metrics.computeAsks(text, 0, text.length);
  }

  #put(row: number, problem: ProblemReason | null): void {
    const { chunk } = this;
    if (problem !== null) chunk.problems.set(row, problem);
    chunk.obi[row] = problem === null ? this.#metrics.obi : Number.NaN;
    chunk.bestBid[row] = problem === null ? this.#metrics.bestBid : Number.NaN;
    chunk.bestAsk[row] = problem === null ? this.#metrics.bestAsk : Number.NaN;
  }
}
