import { MetricColumnsBuilder } from '../columns/metric-columns-builder.ts';
import type { MetricsBatch } from '../ports/metrics-repository.ts';
import type { ProcessingState } from '../ports/processing-state.ts';
import type { TileBatch } from '../ports/tile-repository.ts';
import type { PyramidBuilder } from '../pyramid/pyramid-builder.ts';
import type { MetricStreamStep } from './metric-stream.ts';

/** Gives the batches of a stream their tiles, and puts the tiles in progress into a batch of their own at its end. */
export async function* streamTiles(
  steps: AsyncIterable<MetricStreamStep>,
  pyramid: PyramidBuilder,
  state: ProcessingState,
): AsyncGenerator<MetricStreamStep> {
  let last = state;
  for await (const step of steps) {
    if (step.kind === 'end') {
      const tiles = pyramid.finish(step.waitingTrades);
      if (tiles !== null) yield { kind: 'batch', batch: tilesOnly(last, tiles), book: null, bookRows: 0 };
    }
    const movesOn = step.kind === 'batch' && step.bookRows > 0;
    yield movesOn ? { ...step, batch: withTiles(step.batch, pyramid) } : step;
    if (step.kind === 'batch') last = step.batch.state;
  }
}

function withTiles(batch: MetricsBatch, pyramid: PyramidBuilder): MetricsBatch {
  pyramid.addMetrics(batch.metrics);
  return { ...batch, tiles: pyramid.takeTiles(batch.state.position?.timestamp ?? null) };
}

function tilesOnly(state: ProcessingState, tiles: TileBatch): MetricsBatch {
  return { metrics: new MetricColumnsBuilder(0).build([]), problems: [], state, checkpoints: [], tiles };
}
