import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runOrderflow } from './command.mjs';
import { ROOT } from './set-up.mjs';

/** The sample day of data, relative to the root. */
export const SAMPLE = join('sample', 'BTC-USDT-2025-07-01.db');
/** Where there is no terminal, a few lines show that it moves. */
export const PROGRESS = ['--log-frequency', '4'];
// One snapshot a second from 00:00 to 24:00.
const MARKET = ['--snapshots', '86400', '--interval-ms', '1000', '--levels', '10', '--seed', '1'];

/**
 * Makes the sample day where it is not there; the exit code.
 * @returns {Promise<number>}
 */
export async function makeSample() {
  if (existsSync(join(ROOT, SAMPLE))) return 0;
  mkdirSync(join(ROOT, 'sample'), { recursive: true });
  process.stderr.write('\nMaking a sample day of data\n');
  return runOrderflow(['generate', '--out', SAMPLE, ...MARKET, ...PROGRESS], ROOT);
}
