import { copyFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DEFAULT_CONFIGURATION, type MarketOptions, Storage } from '@orderflow/core';
import { SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import { expect } from 'vitest';
import { changeFile, sampleFile } from '../sample-files.ts';
import { type FileState, fileState } from './file-state.ts';

/** A file to break, and what it must be when it is mended. */
export interface Specimen {
  /** The unprocessed file; copy it. */
  readonly path: string;
  readonly bytes: number;
  /** Bytes that a run adds. */
  readonly growth: number;
  /** What a run that was left alone makes of it. */
  readonly whole: FileState;
}

/** Makes a specimen. */
export async function makeSpecimen(
  folder: string,
  name: string,
  { journalMode = 'delete', ...market }: MarketOptions & { readonly journalMode?: string },
): Promise<Specimen> {
  const path = await sampleFile(folder, name, market);
  changeFile(path, `PRAGMA journal_mode = ${journalMode}`);
  const processed = join(folder, `whole-${name}`);
  copyFileSync(path, processed);
  await processHere(processed);
  const bytes = statSync(path).size;
  return { path, bytes, growth: statSync(processed).size - bytes, whole: fileState(processed) };
}

/** Puts an unprocessed copy of a specimen at a path, whatever stood there. */
export function placeSpecimen({ path }: Specimen, at: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(at + suffix, { force: true });
  copyFileSync(path, at);
}

/** Processes a file in this process. */
export async function processHere(path: string, output?: string): Promise<void> {
  const repository = SQLiteOrderflowRepository.connect(path, { write: true, ...(output !== undefined && { output }) });
  try {
    const parts = { repository, metrics: repository, settings: DEFAULT_CONFIGURATION, batchSize: 1000 };
    expect(await new Storage(parts).buildBooktickFromDb()).toMatchObject({ kind: 'done' });
  } finally {
    repository.close();
  }
}

/** Expects that a broken file is mended by the next run: every row is there, as it should be, and nothing else. */
export async function expectMended(path: string, { whole }: Specimen, context: string, output?: string): Promise<void> {
  await processHere(path, output);
  const target = output ?? path;
  // Whoever opens a file first would put away what is left beside it.
  for (const file of [path, target]) expectNothingBeside(file, context);
  const source = fileState(path);
  const metrics = target === path ? source : fileState(target);
  expect({ ...source, output: metrics.output }, context).toEqual(whole);
  expect(metrics.integrity, context).toBe('ok');
}

/** Expects that no journal and no other temporary file stands beside a file; opens nothing. */
export function expectNothingBeside(path: string, context: string): void {
  const beside = readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}-`));
  expect(beside, context).toEqual([]);
}
