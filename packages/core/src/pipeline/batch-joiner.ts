import { joinMetrics } from '../columns/join-metrics.ts';
import { MetricColumnsBuilder } from '../columns/metric-columns-builder.ts';
import type { MetricsBatch } from '../ports/metrics-repository.ts';
import type { ProcessingState } from '../ports/processing-state.ts';
import type { TileBatch } from '../ports/tile-repository.ts';
import type { PyramidBuilder } from '../pyramid/pyramid-builder.ts';
import type { MetricStreamBatch } from './metric-stream.ts';

/**
 * Joins batches to larger ones, so that the cost of a transaction is paid once for many, and gives them the tiles that a
 * pyramid has made of their metrics.
 */
export class BatchJoiner {
  readonly #fullRows: number;
  readonly #pyramid: PyramidBuilder | null;
  #state: ProcessingState;
  #batches: MetricsBatch[] = [];
  #rows = 0;
  #movesOn = false;
  #lastTiles: TileBatch | null = null;

  /** `fullRows` rows are worth a transaction; `state` is what stands before the first. */
  constructor(fullRows: number, pyramid: PyramidBuilder | null, state: ProcessingState) {
    this.#fullRows = fullRows;
    this.#pyramid = pyramid;
    this.#state = state;
  }

  /** Whether so many rows have come that they should be written. */
  get isFull(): boolean {
    return this.#rows >= this.#fullRows;
  }

  /** Takes the next batch. */
  add({ batch, bookRows }: Pick<MetricStreamBatch, 'batch' | 'bookRows'>): void {
    this.#batches.push(batch);
    this.#rows += batch.metrics.count + batch.problems.length;
    this.#state = batch.state;
    if (bookRows === 0) return;
    this.#movesOn = true;
    this.#pyramid?.addMetrics(batch.metrics);
  }

  /** Says that no batch comes any more: the tiles in progress go with the next that is taken. */
  finish(waitingTrades: number): void {
    this.#lastTiles = this.#pyramid?.finish(waitingTrades) ?? null;
  }

  /** What is to be written since the last call, in order. */
  take(): readonly MetricsBatch[] {
    const batches = this.#batches;
    const taken: MetricsBatch[] = batches.length === 0 ? [] : [this.#join(batches)];
    if (this.#lastTiles !== null) taken.push({ ...emptyBatch(this.#state), tiles: this.#lastTiles });
    this.#batches = [];
    this.#rows = 0;
    this.#movesOn = false;
    this.#lastTiles = null;
    return taken;
  }

  #join(batches: readonly MetricsBatch[]): MetricsBatch {
    const joined = {
      metrics: joinMetrics(batches.map(({ metrics }) => metrics)),
      problems: batches.flatMap(({ problems }) => problems),
      checkpoints: batches.flatMap(({ checkpoints }) => checkpoints),
      state: this.#state,
    };
    if (this.#pyramid === null || !this.#movesOn) return joined;
    return { ...joined, tiles: this.#pyramid.takeTiles(this.#state.position?.timestamp ?? null) };
  }
}

function emptyBatch(state: ProcessingState): MetricsBatch {
  return { metrics: new MetricColumnsBuilder(0).build([]), problems: [], checkpoints: [], state };
}
