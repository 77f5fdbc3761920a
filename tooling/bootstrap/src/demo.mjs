import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runOrderflow } from './command.mjs';
import { ROOT, setUp } from './set-up.mjs';

const SAMPLE = join('sample', 'BTC-USDT-2025-07-01.db');
const REPORT = join('sample', 'report.html');
// One snapshot a second from 00:00 to 24:00.
const MARKET = ['--snapshots', '86400', '--interval-ms', '1000', '--levels', '10', '--seed', '1'];
// Where there is no terminal, a few lines show that it moves.
const PROGRESS = ['--log-frequency', '4'];

await setUp();
process.exitCode = await demo();

async function demo() {
  if (!existsSync(join(ROOT, SAMPLE))) {
    mkdirSync(join(ROOT, 'sample'), { recursive: true });
    process.stderr.write('\nMaking a sample day of data\n');
    const code = await runOrderflow(['generate', '--out', SAMPLE, ...MARKET, ...PROGRESS], ROOT);
    if (code !== 0) return code;
  }
  process.stderr.write('\nProcessing it, and writing a report\n');
  return runOrderflow(['run', SAMPLE, '--force', '--out', REPORT, ...PROGRESS], ROOT);
}
