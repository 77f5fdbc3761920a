import { OrderflowError } from '@orderflow/core';
import type { FileKind } from '@orderflow/sqlite-repo';
import { isBadInput } from '../exit-code.ts';
import { type DatabaseFile, findDatabaseFiles } from './database-files.ts';
import { loadSqlite } from './load-sqlite.ts';

/**
 * The files with data behind `paths`. A folder may hold files that `--output` wrote: these are left out; a file that is
 * named itself never is.
 * @throws OrderflowError `source-unreadable` for a folder without data.
 */
export async function findDataFiles(paths: readonly string[]): Promise<readonly DatabaseFile[]> {
  const { fileKind } = await loadSqlite();
  const files = findDatabaseFiles(paths).filter(({ path, named }) => named || !holdsMetricsOnly(path, fileKind));
  if (files.length > 0) return files;
  throw new OrderflowError(
    'source-unreadable',
    'the folder holds only metrics that were written with --output: name one with data',
  );
}

/** A file that cannot be read stays: what is done with it says what is wrong. */
function holdsMetricsOnly(path: string, kindOf: (path: string) => FileKind): boolean {
  try {
    return kindOf(path) === 'metrics';
  } catch (error) {
    if (isBadInput(error)) return false;
    throw error;
  }
}
