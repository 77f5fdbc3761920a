import type { Configuration } from '@orderflow/core';
import type { SnapshotPool, SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import { loadSqlite } from './load-sqlite.ts';

/** How a file is opened. */
export interface OpenOptions {
  /** Whether metrics are written; else the file is opened read-only. */
  readonly write: boolean;
  /** The file of the metrics where they do not stand beside the data. */
  readonly output: string | undefined;
  /** Whether a file without books, without trades or with metrics alone is read as far as it goes. */
  readonly partial?: boolean | undefined;
  /** The worker threads of the command, if it has any. */
  readonly pool?: SnapshotPool | undefined;
  /** Is told what went wrong and does no harm. */
  readonly onWarning?: (message: string) => void;
}

/**
 * Opens a source with the settings of the run; the caller closes it.
 * @throws OrderflowError `source-unreadable`, `source-schema`, `source-locked` or `source-read-only`.
 */
export async function openRepository(
  path: string,
  configuration: Configuration,
  { write, output, partial, pool, onWarning }: OpenOptions,
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
    ...(partial !== undefined && { partial }),
    ...(pool !== undefined && { pool }),
    ...(onWarning !== undefined && { onWarning }),
  });
}

/** Opens a source, hands it to `use` and closes it. What went wrong first is thrown, not what that led to. */
export async function withRepository<Result>(
  path: string,
  configuration: Configuration,
  options: OpenOptions,
  use: (repository: SQLiteOrderflowRepository) => Promise<Result>,
): Promise<Result> {
  const repository = await openRepository(path, configuration, options);
  let isDone = false;
  try {
    const result = await use(repository);
    isDone = true;
    return result;
  } finally {
    closeAfter(repository, isDone);
  }
}

function closeAfter(repository: SQLiteOrderflowRepository, isDone: boolean): void {
  try {
    repository.close();
  } catch (error) {
    if (isDone) throw error;
  }
}
