import { SnapshotPool } from '@orderflow/sqlite-repo';

/** Worker threads that have started; none for one thread. */
export async function startPool(file: string, threads: number): Promise<SnapshotPool | undefined> {
  if (threads === 1) return undefined;
  const pool = new SnapshotPool(threads);
  const rows = { kind: 'span', first: 0, last: -1 } as const;
  const nothing = { file, rows, depth: null, maxLevelBytes: 0, lockTimeoutMs: 0, mostSideBytes: 0 };
  await Promise.all(Array.from({ length: threads }, () => pool.read(nothing)));
  pool.release(file);
  return pool;
}
