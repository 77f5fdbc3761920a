import { type Configuration, OrderflowError, type ProcessingResult, Storage } from '@orderflow/core';
import type { CommandContext } from '../command-context.ts';
import { isBadInput } from '../exit-code.ts';
import { makeProgress } from '../output/progress.ts';
import { ProgressMeter } from '../output/progress-meter.ts';
import type { DatabaseFile } from '../sources/database-files.ts';
import { openRepository } from '../sources/open-repository.ts';
import { shortNames } from '../sources/short-names.ts';
import { refuseUnreadable } from './unreadable-file.ts';

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

/** What became of one file. */
export type FileOutcome =
  | {
      readonly kind: 'processed';
      readonly path: string;
      readonly result: ProcessingResult;
      readonly seconds: number;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'failed'; readonly path: string; readonly error: OrderflowError };

/**
 * Computes and stores the metrics of files, one after another, and calls `onOutcome` after each. A bad file among many
 * is an outcome; a lone one throws, and so does what is not the input's fault. Ends early once the user wants to stop.
 */
export async function processFiles(
  files: readonly DatabaseFile[],
  options: ProcessOptions,
  context: CommandContext,
  onOutcome: (outcome: FileOutcome) => void,
): Promise<readonly FileOutcome[]> {
  const { configuration } = options;
  const names = shortNames(files.map(({ path }) => path));
  const meter = new ProgressMeter(
    files.map(({ bytes }) => bytes),
    context.now,
  );
  const progress = makeProgress({ stream: context.stderr, log: context.log, logFrequency: configuration.logFrequency });
  const outcomes: FileOutcome[] = [];
  try {
    for (const [index, file] of files.entries()) {
      if (context.signal.aborted) break;
      const place = files.length === 1 ? '' : ` (${index + 1} of ${files.length})`;
      meter.begin(file.bytes);
      const outcome = await processFile(file, options, context, files.length > 1, (rows, totalRows) =>
        progress.update({ label: `${names[index]}${place}`, rows, totalRows, ...meter.update(rows, totalRows) }),
      );
      meter.end(outcome.kind === 'processed' ? outcome.result.writtenRows : 0);
      outcomes.push(outcome);
      progress.clear();
      onOutcome(outcome);
    }
  } finally {
    progress.clear();
  }
  return outcomes;
}

async function processFile(
  file: DatabaseFile,
  options: ProcessOptions,
  context: CommandContext,
  isOneOfMany: boolean,
  onProgress: (rows: number, totalRows: number) => void,
): Promise<FileOutcome> {
  try {
    return await store(file, options, context, onProgress);
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
  onProgress: (rows: number, totalRows: number) => void,
): Promise<FileOutcome> {
  const startedAt = context.now();
  const warnings: string[] = [];
  const repository = await openRepository(file.path, configuration, { write: true, output });
  const { batchSize } = configuration;
  try {
    const storage = new Storage({ repository, metrics: repository, settings: configuration, batchSize });
    const result = await storage.buildBooktickFromDb({
      force,
      strict,
      signal: context.signal,
      onProgress: ({ rows, totalRows }) => onProgress(rows, totalRows),
      onWarning: (message) => {
        warnings.push(message);
        context.log.warn(message, { file: file.path });
      },
    });
    await refuseUnreadable(repository, result);
    return { kind: 'processed', path: file.path, result, seconds: (context.now() - startedAt) / 1000, warnings };
  } finally {
    repository.close();
  }
}
