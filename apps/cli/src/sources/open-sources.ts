import { type Configuration, OrderflowError } from '@orderflow/core';
import type { SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import { isBadInput } from '../exit-code.ts';
import type { Log } from '../output/log.ts';
import type { DatabaseFile } from './database-files.ts';
import { openRepository } from './open-repository.ts';

/** SQLite's own default. */
const LEAST_CACHE_KIB = 2000;

/** A file that is open for reading. */
export interface OpenSource {
  readonly path: string;
  readonly bytes: number;
  readonly repository: SQLiteOrderflowRepository;
}

/** A file that could not be opened, and why. */
export interface SourceFailure {
  readonly path: string;
  readonly error: OrderflowError;
}

/** Files open for reading, and those that could not be opened. */
export interface OpenSources {
  readonly sources: readonly OpenSource[];
  readonly failures: readonly SourceFailure[];
}

/** How files are opened for reading. */
export interface ReadOptions {
  readonly configuration: Configuration;
  /** The file of the metrics where they do not stand beside the data. */
  readonly output: string | undefined;
  /** Whether files with a part of what they should hold are read, for what can be drawn of it. */
  readonly partial?: true;
  readonly log: Log;
}

/**
 * Opens files for reading, hands them to `use` and closes them. A bad file among many is logged and left out.
 * @throws OrderflowError as the file says, where none could be opened.
 */
export async function withSources<T>(
  files: readonly DatabaseFile[],
  options: ReadOptions,
  use: (opened: OpenSources) => Promise<T>,
): Promise<T> {
  const sources: OpenSource[] = [];
  try {
    const failures: SourceFailure[] = [];
    const shared = { ...options, configuration: shareCache(options.configuration, files.length) };
    for (const { path, bytes } of files) {
      const opened = await tryOpen(path, shared);
      if (opened instanceof OrderflowError) failures.push({ path, error: opened });
      else sources.push({ path, bytes, repository: opened });
    }
    const first = failures[0];
    if (sources.length === 0 && first !== undefined && failures.length === 1) throw first.error;
    logFailures(failures, options.log);
    if (sources.length === 0) throw new OrderflowError('source-unreadable', 'none of the files can be read');
    return await use({ sources, failures });
  } finally {
    for (const { repository } of sources) repository.close();
  }
}

/** Files that are read together share one page cache: each would keep its own until it is closed. */
function shareCache(configuration: Configuration, files: number): Configuration {
  return { ...configuration, cacheSize: Math.max(LEAST_CACHE_KIB, Math.floor(configuration.cacheSize / files)) };
}

/** Says of every failure what is wrong. */
export function logFailures(failures: readonly SourceFailure[], log: Log): void {
  for (const { path, error } of failures) log.error(error.message, { file: path, code: error.code });
}

async function tryOpen(
  path: string,
  { configuration, output, partial }: ReadOptions,
): Promise<SQLiteOrderflowRepository | OrderflowError> {
  try {
    return await openRepository(path, configuration, { write: false, output, partial });
  } catch (error) {
    if (isBadInput(error)) return error;
    throw error;
  }
}
