import type { SnapshotPool } from '@orderflow/sqlite-repo';

/** Worker threads that have started; none for one thread. */
export async function startPool(file: string, threads: number): Promise<SnapshotPool | undefined> {
  if (threads === 1) return undefined;
  // Imported here, so that one thread can be measured of a commit that has no pool.
  const { SnapshotPool } = await import('@orderflow/sqlite-repo');
  if (SnapshotPool === undefined) throw new Error('this version has no worker threads');
  const pool = new SnapshotPool(threads);
  const rows = { kind: 'list', ids: [] } as const;
  const nothing = { file, rows, depth: null, maxLevelBytes: 0, lockTimeoutMs: 0, mostSideBytes: 0 };
  // A pool starts a worker with each of its first requests; whatever it answers, it has started.
  await Promise.allSettled(Array.from({ length: threads }, () => pool.read(nothing)));
  pool.release(file);
  return pool;
}
