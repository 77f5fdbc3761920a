import { resolve } from 'node:path';
import { capturesDigest } from './captures.mjs';
import { getBrowser } from './get-browser.mjs';
import { pnpm, ROOT, setUp } from './set-up.mjs';
import { step } from './steps.mjs';
import { readTallies, renderTallies } from './tallies.mjs';
import { removeReports, sumTotals, testedPackages, totalsLine, whatDidNotRun } from './totals.mjs';

const { INIT_CWD, ORDERFLOW_CAPTURES } = process.env;
const CAPTURES = ORDERFLOW_CAPTURES ? resolve(INIT_CWD ?? '', ORDERFLOW_CAPTURES) : '';

const ENVIRONMENT = {
  ...process.env,
  DO_NOT_TRACK: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  // The digest is part of the key under which turbo keeps the outcome of tests.
  ...(CAPTURES && { ORDERFLOW_CAPTURES: CAPTURES, ORDERFLOW_CAPTURES_DIGEST: capturesDigest(CAPTURES) }),
};

const CHECKS = [
  { label: 'Format and lint', command: ['biome', 'ci', '--error-on-warnings', '--max-diagnostics=100', '.'] },
  { label: 'Layers', command: ['turbo', 'boundaries'] },
  { label: 'Unused files, exports and dependencies', command: ['knip'] },
  { label: 'Types', command: ['turbo', 'run', 'build', 'types', '--output-logs=errors-only'] },
  { label: 'Tests', command: ['turbo', 'run', 'test', '--continue', '--concurrency=2', '--output-logs=errors-only'] },
];

await setUp();
await getBrowser(ENVIRONMENT);
removeReports(ROOT);
const failedChecks = [];
for (const { label, command } of CHECKS) {
  const { code } = await step(label, () => pnpm(['exec', ...command], ENVIRONMENT));
  if (code !== 0) failedChecks.push(label);
}
report(failedChecks);

/** @param {readonly string[]} failed */
function report(failed) {
  const tested = testedPackages(ROOT);
  const width = Math.max(...tested.map(({ name }) => name.length));
  process.stdout.write('\n');
  for (const { name, totals } of tested) process.stdout.write(`${name.padEnd(width)}  ${totalsLine(totals)}\n`);
  process.stdout.write(`\n${renderTallies(readTallies(ROOT))}`);
  for (const line of whatDidNotRun(ROOT)) process.stdout.write(`\n${line}\n`);
  if (!CAPTURES) process.stdout.write('\nORDERFLOW_CAPTURES is unset: no test read a real capture.\n');
  process.stdout.write(`\n${failed.length === 0 ? 'Every check passed.' : `Failed: ${failed.join(', ')}.`}\n`);
  process.stdout.write(`${totalsLine(sumTotals(tested.map(({ totals }) => totals)))}\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
