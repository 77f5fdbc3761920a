import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { getBrowser } from './get-browser.mjs';
import { runOnTerminal } from './processes.mjs';
import { ROOT, setUp } from './set-up.mjs';
import { readTallies, renderTallies } from './tallies.mjs';
import { removeReports, whatDidNotRun } from './totals.mjs';
import { pinnedNode, workspacePackages } from './workspace.mjs';

const USAGE = 'npm run torture -- [suite...] [--times N] [--seed N]';
const FOLDER = join('test', 'torture');

const chosen = readArguments();
if (chosen === null) {
  process.exitCode = 2;
} else {
  await setUp();
  await getBrowser(process.env);
  removeReports(ROOT);
  process.exitCode = await torture(chosen);
}

/** @param {{ suites: readonly string[], times: string, seed: string }} chosen */
async function torture({ suites, times, seed }) {
  const env = { ...process.env, ORDERFLOW_TORTURE_TIMES: times, ORDERFLOW_TORTURE_SEED: seed };
  let worst = 0;
  for (const cwd of packagesWith(suites)) {
    const filters = suites.length === 0 ? [`${FOLDER}/`] : suites.map((suite) => `${FOLDER}/${suite}`);
    const vitest = join(cwd, 'node_modules', 'vitest', 'vitest.mjs');
    worst = Math.max(worst, await runOnTerminal(pinnedNode(ROOT), [vitest, 'run', ...filters], { cwd, env }));
  }
  process.stdout.write(`\n${times} times the short form, seed ${seed}\n${renderTallies(readTallies(ROOT))}`);
  for (const line of whatDidNotRun(ROOT)) process.stdout.write(`\n${line}\n`);
  return worst;
}

/** @param {readonly string[]} suites */
function packagesWith(suites) {
  return workspacePackages(ROOT)
    .map(({ folder }) => join(ROOT, folder))
    .filter((folder) => suitesIn(folder).some((suite) => suites.length === 0 || suites.includes(suite)));
}

/**
 * The suites of a package: the first words of its files' names.
 * @param {string} folder
 */
function suitesIn(folder) {
  if (!existsSync(join(folder, FOLDER))) return [];
  return readdirSync(join(folder, FOLDER)).flatMap((name) => /^(\w+)[\w-]*\.test\.ts$/.exec(name)?.[1] ?? []);
}

function readArguments() {
  try {
    const { values, positionals: suites } = parseArgs({
      allowPositionals: true,
      options: { times: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } },
    });
    const known = new Set(workspacePackages(ROOT).flatMap(({ folder }) => suitesIn(join(ROOT, folder))));
    const unknown = suites.find((suite) => !known.has(suite));
    if (unknown !== undefined) throw new Error(`there is no suite ${unknown}; give some of ${[...known].join(', ')}`);
    return { suites, times: wholeNumber('times', values.times), seed: wholeNumber('seed', values.seed) };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n${USAGE}\n`);
    return null;
  }
}

/**
 * @param {string} name
 * @param {string | undefined} text
 */
function wholeNumber(name, text = '') {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} is ${text}; give a whole number from 1 to 999999999`);
  return text;
}
