import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DEFAULT_CONFIGURATION, generateMarket, type MarketOptions, Storage } from '@orderflow/core';
import { SQLiteOrderflowRepository, writeSourceFile } from '@orderflow/sqlite-repo';
import { onTestFinished } from 'vitest';

/** Time of the first snapshot of every sample: 2025-07-01 00:00 UTC. */
export const START = Date.UTC(2025, 6, 1);

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'orderflow-dashboard-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a small market and returns its path. */
export async function sampleFile(folder: string, name: string, options: MarketOptions = {}): Promise<string> {
  const path = join(folder, name);
  await writeSourceFile(path, generateMarket({ snapshots: 300, levels: 5, intervalMs: 1000, seed: 1, ...options }));
  return path;
}

/** Computes and stores the metrics of a file. */
export async function storeMetrics(path: string): Promise<void> {
  const repository = SQLiteOrderflowRepository.connect(path, { write: true });
  try {
    const parts = { repository, metrics: repository, settings: DEFAULT_CONFIGURATION, batchSize: 1000 };
    await new Storage(parts).buildBooktickFromDb();
  } finally {
    repository.close();
  }
}

/** A small market with its metrics. */
export async function storedFile(folder: string, name: string, options: MarketOptions = {}): Promise<string> {
  const path = await sampleFile(folder, name, options);
  await storeMetrics(path);
  return path;
}

/** Runs statements on a file, as another tool would. */
export function changeFile(path: string, ...statements: readonly string[]): void {
  const database = new DatabaseSync(path);
  for (const statement of statements) database.exec(statement);
  database.close();
}

/** The rows of a query. */
export function readRows(path: string, query: string): readonly Record<string, unknown>[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database.prepare(query).all();
  } finally {
    database.close();
  }
}
