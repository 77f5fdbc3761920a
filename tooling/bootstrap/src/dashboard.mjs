import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runOrderflow } from './command.mjs';
import { makeSample, PROGRESS, SAMPLE } from './sample.mjs';
import { pnpm, ROOT, setUp } from './set-up.mjs';
import { step } from './steps.mjs';

const CWD = process.env.INIT_CWD ?? process.cwd();

// `npm run dashboard`: the dashboard on the sample data, or on the files and folders that the arguments name.
await setUp();
process.exitCode = await dashboard(process.argv.slice(2));

/** @param {readonly string[]} args */
async function dashboard(args) {
  const { code } = await step('Building the page', () => pnpm(['--filter', '@orderflow/dashboard', 'run', 'prepack']));
  if (code !== 0) return code;
  if (args.some(isAboutOther)) return runOrderflow(['dashboard', ...args], CWD);
  const made = await makeSample();
  if (made !== 0) return made;
  const processed = await runOrderflow(['process', SAMPLE, ...PROGRESS], ROOT);
  return processed === 0 ? runOrderflow(['dashboard', join(ROOT, SAMPLE), ...args], CWD) : processed;
}

/**
 * Whether an argument names other data than the sample, or asks for the help.
 * @param {string} argument
 */
function isAboutOther(argument) {
  return /^(--data(=|$)|--help$|-h$)/.test(argument) || existsSync(resolve(CWD, argument));
}
