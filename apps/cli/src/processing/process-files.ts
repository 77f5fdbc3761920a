import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type Configuration, OrderflowError, Storage } from '@orderflow/core';
import type { SnapshotPool } from '@orderflow/sqlite-repo';
import type { CommandContext } from '../command-context.ts';
import { isBadInput } from '../exit-code.ts';
import type { DatabaseFile } from '../sources/database-files.ts';
import { loadSqlite } from '../sources/load-sqlite.ts';
import { withRepository } from '../sources/open-repository.ts';
import type { FileOutcome } from './file-outcome.ts';
import { FilesProgress } from './files-progress.ts';
import { runInLanes } from './run-in-lanes.ts';
import { refuseUnreadable } from './unreadable-file.ts';

/** Starting worker threads takes time, and the main thread writes meanwhile: measured, they gain nothing below this. */
const LEAST_BYTES_FOR_WORKERS = 256 * 1024 * 1024;

/** The main thread serves all files: more of them cost memory and gain nothing. */
const MOST_FILES_AT_ONCE = 4;

/** How files are processed. */
export interface ProcessOptions {
  readonly configuration: Configuration;
  /** Where the metrics go; beside the data by default. */
  readonly output?: string;
  /** Compute everything anew. */
  readonly force: boolean;
  /** Stop at the first bad row. */
  readonly strict: boolean;
  /** Whether work can go on without the metrics that this error kept from being stored. */
  readonly tolerates?: (error: OrderflowError) => boolean;
}

/** What a file's processing is given. */
interface FileParts {
  readonly pool: SnapshotPool | undefined;
  readonly signal: { readonly aborted: boolean };
  readonly onProgress: (rows: number, totalRows: number) => void;
}

/**
 * Computes and stores the metrics of files, several at once, and calls `onOutcome` after each, in the order of the files.
 * A bad file among many is an outcome; a lone one throws, and so does what is not the input's fault. Ends early once the
 * user wants to stop.
 */
export async function processFiles(
  files: readonly DatabaseFile[],
  options: ProcessOptions,
  context: CommandContext,
  onOutcome: (outcome: FileOutcome) => void,
): Promise<readonly FileOutcome[]> {
  const threads = options.configuration.threads ?? availableParallelism();
  const progress = new FilesProgress(files, context, options.configuration.logFrequency);
  const pool = await makePool(files, threads, options.configuration.threads !== null);
  try {
    return await runInLanes(files, {
      lanes: lanesOf(files, threads),
      signal: context.signal,
      work: async (file, index, signal) => {
        const own = progress.begin(index, file);
        const parts = { pool, signal, onProgress: own.update };
        const outcome = await processFile(file, options, context, files.length > 1, parts);
        own.end(outcome.kind === 'processed' ? outcome.result.writtenRows : 0);
        return outcome;
      },
      onResult: (outcome) => {
        progress.clear();
        onOutcome(outcome);
      },
    });
  } finally {
    progress.clear();
    await pool?.close();
  }
}

/** The worker threads of a command; where nobody `asked` for them, none where starting them takes longer than they save. */
async function makePool(
  files: readonly DatabaseFile[],
  threads: number,
  asked: boolean,
): Promise<SnapshotPool | undefined> {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (threads === 1 || (!asked && bytes < LEAST_BYTES_FOR_WORKERS)) return undefined;
  const { SnapshotPool } = await loadSqlite();
  return new SnapshotPool(threads);
}

/** How many files are processed at once: one after another where two paths lead to the same file. */
function lanesOf(files: readonly DatabaseFile[], threads: number): number {
  const identities = files.map(({ path }) => {
    const status = statSync(path, { bigint: true, throwIfNoEntry: false });
    return status === undefined ? path : `${status.dev} ${status.ino}`;
  });
  return new Set(identities).size < files.length ? 1 : Math.min(threads, MOST_FILES_AT_ONCE);
}

async function processFile(
  file: DatabaseFile,
  options: ProcessOptions,
  context: CommandContext,
  isOneOfMany: boolean,
  parts: FileParts,
): Promise<FileOutcome> {
  try {
    return await store(file, options, context, parts);
  } catch (error) {
    if (!(error instanceof OrderflowError)) throw error;
    const isTolerated = options.tolerates?.(error) === true;
    // A bad row throws only where it is to stop everything.
    const isSkipped = isOneOfMany && isBadInput(error) && error.code !== 'bad-row';
    if (!isTolerated && !isSkipped) throw error;
    context.log[isTolerated ? 'warn' : 'error'](error.message, { file: file.path, code: error.code });
    return { kind: 'failed', path: file.path, error };
  }
}

async function store(
  file: DatabaseFile,
  { configuration, output, force, strict }: ProcessOptions,
  context: CommandContext,
  { pool, signal, onProgress }: FileParts,
): Promise<FileOutcome> {
  const startedAt = context.now();
  const warnings: string[] = [];
  const onWarning = (message: string) => {
    warnings.push(message);
    context.log.warn(message, { file: file.path });
  };
  const { batchSize } = configuration;
  const opening = { write: true, output, pool, onWarning };
  const result = await withRepository(file.path, configuration, opening, async (repository) => {
    const storage = new Storage({ repository, metrics: repository, settings: configuration, batchSize });
    const processed = await storage.buildBooktickFromDb({
      force,
      strict,
      signal,
      onProgress: ({ rows, totalRows }) => onProgress(rows, totalRows),
      onWarning,
    });
    await refuseUnreadable(repository, processed);
    return processed;
  });
  return {
    kind: 'processed',
    path: file.path,
    output: output ?? null,
    result,
    seconds: (context.now() - startedAt) / 1000,
    warnings,
  };
}
