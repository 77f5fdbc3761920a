import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runQuietly } from './processes.mjs';
import { step } from './steps.mjs';
import { installFingerprint, pinnedNode, workspacePackages } from './workspace.mjs';

const LOWEST_NODE = 18;

/** The root of this checkout. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Installs what the workspace needs, unless that is already done; ends the process with an explanation where it
 * cannot be done.
 */
export async function setUp() {
  if (Number.parseInt(process.versions.node, 10) < LOWEST_NODE) {
    fail(`This checkout needs Node ${LOWEST_NODE} or later to set itself up; this is ${process.version}.`);
  }
  if (isSetUp(ROOT)) return;
  // An installation that dies half way must not look like a finished one.
  rmSync(stampFile(ROOT), { force: true });
  const { code } = await step('Installing packages', () => pnpm(['install', '--frozen-lockfile']));
  if (code !== 0) fail('The packages could not be installed; the lines above say why.');
  writeFileSync(stampFile(ROOT), installFingerprint(ROOT));
}

/**
 * Whether the workspace at `root` is installed as its lockfile and manifests say.
 * @param {string} root
 * @returns {boolean}
 */
export function isSetUp(root) {
  const stamp = stampFile(root);
  if (!existsSync(stamp) || !existsSync(pinnedNode(root))) return false;
  const needy = workspacePackages(root).filter(({ manifest }) => manifest.dependencies ?? manifest.devDependencies);
  const isComplete = needy.every(({ folder }) => existsSync(join(root, folder, 'node_modules')));
  return isComplete && readFileSync(stamp, 'utf8') === installFingerprint(root);
}

/** @param {string} root */
function stampFile(root) {
  return join(root, 'node_modules', '.orderflow-set-up');
}

/**
 * Runs pnpm, in the version that the root manifest pins, without leaving it on the machine's PATH.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function pnpm(args, env = process.env) {
  const { devEngines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return runQuietly('npx', ['--yes', `pnpm@${devEngines.packageManager.version}`, ...args], { cwd: ROOT, env });
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
