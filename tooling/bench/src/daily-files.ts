import { closeSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CONFIGURATION, generateMarket, Storage } from '@orderflow/core';
import { SQLiteOrderflowRepository, writeSourceFile } from '@orderflow/sqlite-repo';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2025, 6, 1);
/** More than a day, since a market of a day may go on for some minutes more: no file ends behind the start of the next. */
const FILE_SPACING_MS = 1.01 * DAY_MS;

/** Writes and processes daily files of one instrument that hold so many snapshots together; their paths. */
export async function makeDailyFiles(folder: string, snapshots: number, files: number): Promise<readonly string[]> {
  const paths: string[] = [];
  const daily = Math.ceil(snapshots / files);
  for (let day = 0; day < files; day++) {
    const path = join(folder, `BTC-USDT-day-${day}.db`);
    const intervalMs = (0.999 * DAY_MS) / daily;
    const start = FIRST_DAY + day * FILE_SPACING_MS;
    const market = { seed: day + 1, snapshots: daily, levels: 2, intervalMs, start, tradesPerSecond: 1 };
    await writeSourceFile(path, generateMarket(market));
    await processFile(path);
    paths.push(path);
  }
  return paths;
}

async function processFile(path: string): Promise<void> {
  const repository = SQLiteOrderflowRepository.connect(path, { write: true, durability: 'fast' });
  try {
    const parts = { repository, metrics: repository, settings: DEFAULT_CONFIGURATION };
    await new Storage({ ...parts, batchSize: 10_000 }).buildBooktickFromDb();
  } finally {
    repository.close();
  }
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}
