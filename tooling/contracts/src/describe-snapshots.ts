import {
  computeSnapshots,
  type MarketBookRow,
  type OrderflowRepository,
  type RowQuery,
  type SnapshotColumns,
  SnapshotMetrics,
  timestampTextAt,
} from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { bookRow, type ContractRows, moment } from './contract-rows.ts';

type Open = (rows: ContractRows) => Promise<OrderflowRepository>;

/** Levels of which OBI and best prices are worked by hand or cannot be had, with times in no order. */
const ODD_ROWS: readonly MarketBookRow[] = [
  bookRow(-3, 50, { bids: '[[99,3],[98,1]]', asks: '[["101","2"]]' }),
  bookRow(1, 30, { bids: null, asks: '[]' }),
  bookRow(2, 'soon', { instrument: 'ETH' }),
  bookRow(5, 30, { bids: '[[98, 1], [99, 3], [98, 1]]', instrument: 'ETH' }),
  bookRow(8, 10, { asks: '[[101,-1]]' }),
  bookRow(9, 2_000_000, { bids: 'none' }),
  bookRow(11, null, { bids: 'none' }),
  bookRow(20, 20, { instrument: null }),
  bookRow(21, 21, { bids: '[[99,1e308]]', asks: '[[101,1e308]]' }),
  bookRow(22, 22, { bids: '[[99,1],\n[98,1]]', asks: '[[0.1234567890123456789,1e-3]]' }),
];

const QUERIES: readonly Omit<RowQuery, 'batchSize'>[] = [
  { order: 'id' },
  { order: 'time' },
  { order: 'id', afterId: 5 },
  { order: 'time', afterId: 5 },
  { order: 'time', after: { ...moment(30), id: 1 } },
  { order: 'id', instrument: 'ETH' },
  { order: 'time', range: { start: moment(20), end: moment(50) } },
];

/** The snapshots of `OrderflowRepository`. */
export function describeSnapshots(opened: Open): void {
  describe('snapshots', () => {
    it('hold OBI and best prices, over all levels or the best', async () => {
      const repository = await opened({ book: ODD_ROWS.slice(0, 2) });
      // (3 + 1 - 2) / (3 + 1 + 2), and (3 - 2) / (3 + 2) at depth 1; an empty book has 0 and no prices.
      const [all] = await batchesOf(repository, { order: 'id', batchSize: 9 }, null);
      expect([...all!.obi]).toEqual([2 / 6, 0]);
      expect([...all!.bestBid]).toEqual([99, Number.NaN]);
      expect([...all!.bestAsk]).toEqual([101, Number.NaN]);
      const [best] = await batchesOf(repository, { order: 'id', batchSize: 9 }, 1);
      expect([...best!.obi]).toEqual([1 / 5, 0]);
    });

    it.each([1, 3, 1000])('are what the book rows come to, in batches of %i', async (batchSize) => {
      const repository = await opened({ book: ODD_ROWS });
      for (const query of QUERIES) {
        for (const depth of [null, 1, 2]) {
          const found = await batchesOf(repository, { ...query, batchSize }, depth);
          const wanted = await definedBatches(repository, { ...query, batchSize }, depth);
          expect(found.flatMap(rowsOf)).toEqual(wanted.flatMap(rowsOf));
          expect(Math.min(...found.map(({ count }) => count))).toBeGreaterThan(0);
          expect(Math.max(...found.map(({ count }) => count))).toBeLessThanOrEqual(batchSize);
        }
      }
    });

    it('of no rows are no batches', async () => {
      const repository = await opened({});
      for (const order of ['id', 'time'] as const) {
        expect(await batchesOf(repository, { order, batchSize: 10 }, null)).toEqual([]);
      }
    });

    it('are as many as the rows however sparse the ids, and say in which formats the times are written', async () => {
      const book = Array.from({ length: 200 }, (_, index) => bookRow(index ** 3, index));
      const repository = await opened({ book });
      const batches = await batchesOf(repository, { order: 'id', batchSize: 50 }, null);
      expect(batches.flatMap(({ ids }) => [...ids])).toEqual(book.map(({ id }) => id));
      expect(repository.timestampFormats('book')).toEqual(['ns']);
    });
  });
}

async function batchesOf(
  repository: OrderflowRepository,
  query: RowQuery,
  depth: number | null,
): Promise<SnapshotColumns[]> {
  const all: SnapshotColumns[] = [];
  for await (const batch of repository.iterateSnapshots(query, depth)) all.push(batch);
  return all;
}

async function definedBatches(
  repository: OrderflowRepository,
  query: RowQuery,
  depth: number | null,
): Promise<SnapshotColumns[]> {
  const metrics = new SnapshotMetrics(depth);
  const all: SnapshotColumns[] = [];
  for await (const columns of repository.iterateBookRows(query)) all.push(computeSnapshots(columns, metrics));
  return all;
}

function rowsOf(columns: SnapshotColumns): readonly unknown[] {
  const { ids, instruments, instrumentNames, timestamps, nanoseconds, obi } = columns;
  return Array.from({ length: columns.count }, (_, row) => [
    ids[row],
    instrumentNames[instruments[row]!] ?? null,
    [timestamps[row], nanoseconds[row], timestampTextAt(columns, row)],
    [obi[row], columns.bestBid[row], columns.bestAsk[row]],
    columns.problems.get(row) ?? null,
  ]);
}
