import { runOrderflow } from './command.mjs';
import { makeSample, PROGRESS, SAMPLE } from './sample.mjs';
import { pnpm, ROOT, setUp } from './set-up.mjs';
import { step } from './steps.mjs';

// `npm run dashboard`: the dashboard on the sample data, or, with arguments, on what they say.
await setUp();
process.exitCode = await dashboard(process.argv.slice(2));

/** @param {readonly string[]} args */
async function dashboard(args) {
  const { code } = await step('Building the page', () => pnpm(['--filter', '@orderflow/dashboard', 'run', 'prepack']));
  if (code !== 0) return code;
  if (args.length > 0) return runOrderflow(['dashboard', ...args], process.env.INIT_CWD ?? process.cwd());
  const made = await makeSample();
  if (made !== 0) return made;
  const processed = await runOrderflow(['process', SAMPLE, ...PROGRESS], ROOT);
  return processed === 0 ? runOrderflow(['dashboard', SAMPLE], ROOT) : processed;
}
