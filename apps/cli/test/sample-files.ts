import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { generateMarket, type MarketOptions } from '@orderflow/core';
import { writeSourceFile } from '@orderflow/sqlite-repo';

/** Writes a small market and returns its path. */
export async function sampleFile(folder: string, name: string, options: MarketOptions = {}): Promise<string> {
  const path = join(folder, name);
  await writeSourceFile(path, generateMarket({ snapshots: 400, levels: 5, intervalMs: 1000, ...options }));
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
