import { describe, expect, it } from 'vitest';
import { MetricColumnsBuilder, type MetricsBatch, type ProcessingState, type RowProblem } from '../../src/index.ts';
import { BatchJoiner } from '../../src/pipeline/batch-joiner.ts';

const PROGRESS = { timedRows: 0, lastId: null, order: 'id' } as const;

function stateAt(metricRows: number): ProcessingState {
  return { metricRows, position: null, book: PROGRESS, trades: PROGRESS, instruments: [] };
}

/** A batch of so many metric rows, the last of them the `end`th, and of bad rows with these ids. */
function batch(rows: number, end: number, problemIds: readonly number[] = []) {
  const metrics = new MetricColumnsBuilder(rows);
  for (let row = 0; row < rows; row++) {
    metrics.snapshotIds[metrics.count++] = end - rows + row + 1;
    metrics.timestampTexts.push('t');
  }
  const problems = problemIds.map((rowId): RowProblem => ({ table: 'book', rowId, reason: 'unreadable-levels' }));
  const checkpoints = [stateAt(end - 1)];
  const batch: MetricsBatch = { metrics: metrics.build(['A']), problems, checkpoints, state: stateAt(end) };
  return { batch, bookRows: rows };
}

describe('BatchJoiner', () => {
  it('joins rows, problems and checkpoints in order, and ends with the last state', () => {
    const joiner = new BatchJoiner(100, null, stateAt(0));
    joiner.add(batch(2, 2, [7]));
    joiner.add(batch(3, 5));
    joiner.add(batch(0, 5, [9, 8]));
    const [joined] = joiner.take() as [MetricsBatch];
    expect([...joined.metrics.snapshotIds]).toEqual([1, 2, 3, 4, 5]);
    expect(joined.problems.map(({ rowId }) => rowId)).toEqual([7, 9, 8]);
    expect(joined.checkpoints.map(({ metricRows }) => metricRows)).toEqual([1, 4, 4]);
    expect(joined.state.metricRows).toBe(5);
  });

  it('is full once metrics and bad rows together reach the limit', () => {
    const joiner = new BatchJoiner(5, null, stateAt(0));
    expect(joiner.isFull).toBe(false);
    joiner.add(batch(2, 2, [3]));
    expect(joiner.isFull).toBe(false);
    joiner.add(batch(1, 3, [5]));
    expect(joiner.isFull).toBe(true);
  });

  it('has nothing before the first batch and behind each take', () => {
    const joiner = new BatchJoiner(1, null, stateAt(0));
    expect(joiner.take()).toEqual([]);
    joiner.add(batch(4, 4));
    expect(joiner.take()[0]?.metrics.count).toBe(4);
    expect(joiner.isFull).toBe(false);
    expect(joiner.take()).toEqual([]);
    joiner.add(batch(1, 5));
    expect([...(joiner.take()[0]?.metrics.snapshotIds ?? [])]).toEqual([5]);
  });
});
