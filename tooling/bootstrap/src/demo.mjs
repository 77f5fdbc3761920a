import { join } from 'node:path';
import { runOrderflow } from './command.mjs';
import { buildReportPage } from './report-page.mjs';
import { makeSample, PROGRESS, SAMPLE } from './sample.mjs';
import { ROOT, setUp } from './set-up.mjs';

const REPORT = join('sample', 'report.html');

await setUp();
await buildReportPage();
process.exitCode = await demo();

async function demo() {
  const code = await makeSample();
  if (code !== 0) return code;
  process.stderr.write('\nProcessing it, and writing a report\n');
  return runOrderflow(['run', SAMPLE, '--force', '--out', REPORT, ...PROGRESS], ROOT);
}
