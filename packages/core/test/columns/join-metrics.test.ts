import { describe, expect, it } from 'vitest';
import { joinMetrics } from '../../src/columns/join-metrics.ts';
import { type MetricColumns, MetricColumnsBuilder } from '../../src/index.ts';

/** Rows with these ids, of the instruments with these numbers. */
function batch(ids: readonly number[], instruments: readonly number[], instrumentNames: readonly string[]) {
  return {
    count: ids.length,
    snapshotIds: Float64Array.from(ids),
    instruments: Uint32Array.from(instruments),
    instrumentNames,
    timestamps: Float64Array.from(ids, (id) => 1000 * id),
    nanoseconds: Uint32Array.from(ids, (id) => id % 3),
    timestampTexts: ids.map((id) => `t${id}`),
    obi: Float64Array.from(ids, (id) => 1 / id),
    cvd: Float64Array.from(ids, (id) => -id),
    bestBid: Float64Array.from(ids, (id) => (id % 2 === 0 ? Number.NaN : id)),
    bestAsk: Float64Array.from(ids, (id) => id + 0.5),
  } satisfies MetricColumns;
}

const EMPTY = new MetricColumnsBuilder(0).build([]);

describe('joinMetrics', () => {
  it('puts the rows of all batches one after another, in every column', () => {
    const names = ['A', 'B'];
    const joined = joinMetrics([batch([1, 2], [0, 1], names), EMPTY, batch([5], [1], names), batch([4], [0], names)]);
    expect(joined).toEqual(batch([1, 2, 5, 4], [0, 1, 1, 0], names));
  });

  it('knows the names that a later batch brought, behind which one without rows may come', () => {
    const joined = joinMetrics([batch([1], [0], ['A']), batch([2], [1], ['A', 'B']), EMPTY]);
    expect([...joined.instruments].map((number) => joined.instrumentNames[number])).toEqual(['A', 'B']);
  });

  it('gives the only batch as it is', () => {
    const only = batch([1], [0], ['A']);
    expect(joinMetrics([only])).toBe(only);
  });

  it('has no rows where there are none', () => {
    expect(joinMetrics([])).toEqual(EMPTY);
    expect(joinMetrics([EMPTY, EMPTY])).toEqual(EMPTY);
  });
});
