import type { Configuration } from '@orderflow/core';
import type { SnapshotPool, SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import { loadSqlite } from './load-sqlite.ts';

/** How a file is opened. */
export interface OpenOptions {
  /** Whether metrics are written; else the file is opened read-only. */
  readonly write: boolean;
  /** The file of the metrics where they do not stand beside the data. */
  readonly output: string | undefined;
  /** The worker threads of the command, if it has any. */
  readonly pool?: SnapshotPool | undefined;
}

/**
 * Opens a source with the settings of the run; the caller closes it.
 * @throws OrderflowError `source-unreadable`, `source-schema`, `source-locked` or `source-read-only`.
 */
export async function openRepository(
  path: string,
  configuration: Configuration,
  { write, output, pool }: OpenOptions,
): Promise<SQLiteOrderflowRepository> {
  const { SQLiteOrderflowRepository } = await loadSqlite();
  const { maxLevelBytes, journalMode, synchronous, cacheSize, durability } = configuration;
  return SQLiteOrderflowRepository.connect(path, {
    write,
    maxLevelBytes,
    journalMode,
    synchronous,
    cacheSize,
    durability,
    ...(output !== undefined && { output }),
    ...(pool !== undefined && { pool }),
  });
}
