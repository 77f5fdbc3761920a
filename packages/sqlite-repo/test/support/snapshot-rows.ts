import {
  computeSnapshots,
  type RowQuery,
  type SnapshotColumns,
  SnapshotMetrics,
  timestampTextAt,
} from '@orderflow/core';
import { afterAll } from 'vitest';
import type { ConnectOptions } from '../../src/connect-options.ts';
import { SQLiteOrderflowRepository } from '../../src/sqlite-orderflow-repository.ts';
import { SnapshotPool } from '../../src/workers/snapshot-pool.ts';

/** A row of a batch of snapshots, with its instrument by name. */
export type SnapshotRow = readonly unknown[];

const pools = new Map<number, SnapshotPool>();
afterAll(() => Promise.all([...pools.values()].map((pool) => pool.close())));

/** The module's pool of so many threads, as an option; none for 0. It is closed after the tests of the module. */
export function withPool(threads: number): Pick<ConnectOptions, 'pool'> {
  if (threads === 0) return {};
  const pool = pools.get(threads) ?? new SnapshotPool(threads);
  pools.set(threads, pool);
  return { pool };
}

/** The rows that a repository hands over, and those that core's definition makes of its book rows. */
export async function readBothWays(
  path: string,
  query: RowQuery,
  depth: number | null,
  options: ConnectOptions,
): Promise<{ readonly found: readonly SnapshotRow[]; readonly wanted: readonly SnapshotRow[] }> {
  const fast = SQLiteOrderflowRepository.connect(path, options);
  const plain = SQLiteOrderflowRepository.connect(path, options);
  try {
    const found = await rowsOf(fast.iterateSnapshots(query, depth));
    const wanted = await rowsOf(defined(plain, query, depth));
    return { found: [...found, formatsOf(fast)], wanted: [...wanted, formatsOf(plain)] };
  } finally {
    fast.close();
    plain.close();
  }
}

function formatsOf(repository: SQLiteOrderflowRepository): SnapshotRow {
  return repository.timestampFormats('book').toSorted();
}

async function* defined(
  repository: SQLiteOrderflowRepository,
  query: RowQuery,
  depth: number | null,
): AsyncGenerator<SnapshotColumns> {
  const metrics = new SnapshotMetrics(depth);
  for await (const columns of repository.iterateBookRows(query)) yield computeSnapshots(columns, metrics);
}

/** The rows of all batches. */
export async function rowsOf(batches: AsyncIterable<SnapshotColumns>): Promise<readonly SnapshotRow[]> {
  const rows: SnapshotRow[] = [];
  for await (const columns of batches) {
    const { ids, instruments, instrumentNames, timestamps, nanoseconds, problems } = columns;
    for (let row = 0; row < columns.count; row++) {
      const time = [timestamps[row], nanoseconds[row], timestampTextAt(columns, row)];
      const metrics = [columns.obi[row], columns.bestBid[row], columns.bestAsk[row]];
      rows.push([ids[row], instrumentNames[instruments[row]!], ...time, ...metrics, problems.get(row)]);
    }
  }
  return rows;
}
