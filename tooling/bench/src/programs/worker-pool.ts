import type { SnapshotPool } from '@orderflow/sqlite-repo';

/** Worker threads that have started; none for one thread. */
export async function startPool(file: string, threads: number): Promise<SnapshotPool | undefined> {
  if (threads === 1) return undefined;
  // Imported here, so that one thread can be measured of a commit that has no pool.
  const { SnapshotPool, SQLiteOrderflowRepository } = await import('@orderflow/sqlite-repo');
  if (SnapshotPool === undefined) throw new Error('this version has no worker threads');
  const pool = new SnapshotPool(threads);
  const repository = SQLiteOrderflowRepository.connect(file, { pool });
  // Workers start when they are first asked: many chunks are asked for ahead, of a row each.
  const rows = repository.iterateSnapshots({ order: 'id', batchSize: 1 }, null);
  await rows.next();
  await rows.return(undefined);
  repository.close();
  return pool;
}
