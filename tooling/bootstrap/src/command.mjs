import { join } from 'node:path';
import { runOnTerminal } from './processes.mjs';
import { ROOT } from './set-up.mjs';
import { pinnedNode } from './workspace.mjs';

/**
 * Runs the `orderflow` command from its sources, so that nothing has to be built, and returns its exit code.
 * @param {readonly string[]} args
 * @param {string} cwd where the user stands: relative paths in `args` start there
 * @returns {Promise<number>}
 */
export function runOrderflow(args, cwd) {
  const entry = join(ROOT, 'apps', 'cli', 'src', 'orderflow.ts');
  return runOnTerminal(pinnedNode(ROOT), ['--conditions=@orderflow/source', entry, ...args], { cwd });
}
