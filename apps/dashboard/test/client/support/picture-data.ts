import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { playRun, storeRuns } from '../../server/support/run-files.ts';
import { changeFile, START, sampleFile, storedFile, storeMetrics } from '../../server/support/sample-files.ts';

const HOUR = 3600;
const DAY_MS = 86_400_000;
const MARKET = { levels: 10, intervalMs: 1000, seed: 1 };

/** The data that pictures are drawn of. */
export interface PictureData {
  /** The day that `npm run dashboard` makes. */
  readonly day: string;
  /** Three hours of it in which things went wrong. */
  readonly spoilt: string;
  /** A folder whose files are processed, not processed and not readable. */
  readonly mixed: string;
  /** Two hours that a strategy was played on. */
  readonly played: string;
  /** The file of its runs. */
  readonly runs: string;
}

/** Makes the data in a folder; they are the same each time. */
export async function makePictureData(folder: string): Promise<PictureData> {
  const mixed = join(folder, 'mixed');
  mkdirSync(mixed);
  const hours = { ...MARKET, snapshots: 2 * HOUR };
  const played = await storedFile(mixed, 'BTC-USDT-2025-07-01.db', hours);
  await storedFile(mixed, 'BTC-USDT-2025-07-02.db', { ...hours, start: START + DAY_MS });
  const two = { ...hours, instruments: ['BTC-USDT', 'ETH-USDT'], start: START + 2 * DAY_MS };
  await sampleFile(mixed, 'majors-2025-07-03.db', two);
  writeFileSync(join(mixed, 'notes.db'), 'no database, whatever its name says');
  const day = await storedFile(folder, 'BTC-USDT-2025-07-01.db', { ...MARKET, snapshots: 24 * HOUR });
  const runs = await storeRuns(folder, [
    await playRun(played),
    await playRun(played, { parameters: { obiSkew: 0.9 } }),
    await playRun(played, { strategy: 'obi-taker' }),
  ]);
  return { day, spoilt: await spoiltHours(folder), mixed, played, runs };
}

async function spoiltHours(folder: string): Promise<string> {
  const path = await sampleFile(folder, 'BTC-USDT-spoilt.db', { ...MARKET, snapshots: 3 * HOUR });
  changeFile(
    path,
    'DELETE FROM book WHERE id BETWEEN 2000 AND 2400 OR id BETWEEN 7000 AND 7090',
    "UPDATE book SET bids = '[[99999, 1]]' WHERE id IN (4000, 4001, 4002, 8500)",
    "UPDATE book SET asks = '[]' WHERE id BETWEEN 5200 AND 5207",
    "UPDATE book SET bids = 'no levels' WHERE id IN (6100, 9900)",
    'UPDATE trades SET size = 0 WHERE id = 30000',
  );
  await storeMetrics(path);
  return path;
}
