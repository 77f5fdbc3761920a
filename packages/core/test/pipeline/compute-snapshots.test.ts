import { describe, expect, it } from 'vitest';
import { computeSnapshots, NO_INSTRUMENT, SnapshotMetrics } from '../../src/index.ts';
import { MemoryRepository } from '../support/memory-repository.ts';
import { bookRow, START } from '../support/rows.ts';

describe('computeSnapshots', () => {
  it('gives keys, OBI and best prices of good rows, and why the others cannot be used', async () => {
    const book = [
      bookRow(1, 5),
      bookRow(2, 6, { bids: null, asks: '[[7,1],[6,1]]' }),
      bookRow(3, 7, { instrument: null }),
      bookRow(4, 8, { asks: '[[1,-1]]' }),
      bookRow(5, 9, { timestamp: 'x'.repeat(100) }),
      bookRow(6, 10, { asks: `[[1,${'0'.repeat(100)}1]]` }),
    ];
    const repository = new MemoryRepository({ book }, { maxLevelBytes: 50 });
    const batches = [];
    for await (const columns of repository.iterateBookRows({ order: 'id', batchSize: 10 })) batches.push(columns);
    expect(computeSnapshots(batches[0]!, new SnapshotMetrics(null))).toEqual({
      count: 6,
      ids: Float64Array.of(1, 2, 3, 4, 5, 6),
      instruments: Uint32Array.of(0, 0, NO_INSTRUMENT, 0, 0, 0),
      instrumentNames: ['A'],
      timestamps: Float64Array.of(START + 5, START + 6, START + 7, START + 8, Number.NaN, START + 10),
      nanoseconds: new Uint32Array(6),
      timestampTexts: [5, 6, 7, 8, null, 10].map((ms) => (ms === null ? '' : String(START + ms))),
      // (3 - 1) / (3 + 1); asks only.
      obi: Float64Array.of(0.5, -1, Number.NaN, Number.NaN, 0.5, Number.NaN),
      bestBid: Float64Array.of(100, Number.NaN, Number.NaN, Number.NaN, 100, Number.NaN),
      bestAsk: Float64Array.of(101, 6, Number.NaN, Number.NaN, 101, Number.NaN),
      problems: new Map([
        [2, 'missing-instrument'],
        [3, 'negative-level'],
        [5, 'oversized-levels'],
      ]),
    });
  });
});
