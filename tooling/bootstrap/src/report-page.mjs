import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pnpm, ROOT } from './set-up.mjs';
import { step } from './steps.mjs';

const SCRIPT = join('apps', 'cli', 'dist', 'report-page.js');
const SOURCES = [
  'pnpm-lock.yaml',
  join('apps', 'cli', 'vite.config.ts'),
  join('apps', 'cli', 'src', 'client'),
  join('apps', 'cli', 'src', 'report'),
  join('packages', 'core', 'src'),
  join('packages', 'viz-web', 'src'),
];

/** Builds the script that draws the charts of reports, unless it is built from the sources as they are. */
export async function buildReportPage() {
  if (isPageBuilt(ROOT)) return;
  const build = () => pnpm(['--filter', '@orderflow/cli', 'run', 'prepack']);
  const { code } = await step('Building the chart of reports', build);
  if (code === 0) appendFileSync(join(ROOT, SCRIPT), sourcesLine(ROOT));
}

/**
 * Whether the built script of the workspace at `root` says that it was made of its sources as they are.
 * @param {string} root
 * @returns {boolean}
 */
export function isPageBuilt(root) {
  const script = join(root, SCRIPT);
  return existsSync(script) && readFileSync(script, 'utf8').endsWith(sourcesLine(root));
}

/**
 * The line at the end of the script that says what it was made of.
 * @param {string} root
 * @returns {string}
 */
export function sourcesLine(root) {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((path) => filesIn(root, path))) {
    hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  }
  return `\n// Sources: ${hash.digest('hex')}\n`;
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(root, path) {
  if (!existsSync(join(root, path))) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  const names = readdirSync(join(root, path)).sort();
  return names.flatMap((name) => filesIn(root, join(path, name)));
}
