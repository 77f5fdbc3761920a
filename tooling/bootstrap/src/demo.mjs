import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runOrderflow } from './command.mjs';
import { ROOT, setUp } from './set-up.mjs';

const SAMPLE = join('sample', 'BTC-USDT-2025-07-01.db');
const UNFINISHED = join('sample', 'unfinished.db');
const REPORT = join('sample', 'report.html');
// One snapshot a second from 00:00 to 24:00.
const MARKET = ['--snapshots', '86400', '--levels', '10', '--seed', '1'];

await setUp();
process.exitCode = await demo();

async function demo() {
  if (!existsSync(join(ROOT, SAMPLE))) {
    const code = await generateSample();
    if (code !== 0) return code;
  }
  process.stderr.write(`\nProcessing ${SAMPLE}\n`);
  const code = await runOrderflow(['run', SAMPLE, '--force', '--out', REPORT], ROOT);
  if (code === 0) process.stdout.write(`\nReport: ${join(ROOT, REPORT)}\n`);
  return code;
}

// The file gets its name when it is whole, so that an interrupted demo leaves no half day behind.
async function generateSample() {
  process.stderr.write(`Making a sample day of data in ${SAMPLE}\n`);
  mkdirSync(join(ROOT, 'sample'), { recursive: true });
  rmSync(join(ROOT, UNFINISHED), { force: true });
  const code = await runOrderflow(['generate', '--out', UNFINISHED, ...MARKET], ROOT);
  if (code === 0) renameSync(join(ROOT, UNFINISHED), join(ROOT, SAMPLE));
  return code;
}
