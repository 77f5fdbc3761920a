import { type DataPart, DataSet, DEFAULT_CONFIGURATION, type OrderflowRepository } from '@orderflow/core';
import { expect, it } from 'vitest';
import { DataSetMarket } from '../../src/market/data-set-market.ts';

const first = { timestamp: 1_751_328_000_000, nanoseconds: 0 };
const repository = { name: 'a.db' } as OrderflowRepository;

function dataSetOf(changes: Partial<DataPart>): DataSet {
  const source = { repository, metrics: null };
  const part = { instrument: 'A', source, snapshots: 10, first, last: { ...first, timestamp: first.timestamp + 1000 } };
  const parts = [{ ...part, state: null, reason: null, missing: null, ...changes }];
  return DataSet.of(parts, { settings: DEFAULT_CONFIGURATION, batchSize: 10 });
}

it('plays the books of a data set, and refuses trades or metrics without them', () => {
  expect(new DataSetMarket(dataSetOf({}), {}).books).toBe(10);
  for (const snapshots of [0, 10]) {
    expect(() => new DataSetMarket(dataSetOf({ snapshots, missing: 'there are no books' }), {})).toThrow(
      expect.objectContaining({
        code: 'empty-range',
        message: 'there are no books (a.db, A): a backtest needs the books',
      }),
    );
  }
});
