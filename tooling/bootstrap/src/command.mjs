import { join } from 'node:path';
import { runOnTerminal } from './processes.mjs';
import { ROOT } from './set-up.mjs';
import { pinnedNode } from './workspace.mjs';

/**
 * Runs the `orderflow` command from its sources and returns its exit code.
 * @param {readonly string[]} args
 * @param {string} cwd where the user stands: relative paths in `args` start there
 * @returns {Promise<number>}
 */
export function runOrderflow(args, cwd) {
  return runSource('apps/cli/src/orderflow.ts', args, cwd);
}

/**
 * Runs a program of the workspace from its sources, so that nothing has to be built, and returns its exit code.
 * @param {string} program its path in the workspace
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {Promise<number>}
 */
export function runSource(program, args, cwd) {
  return runOnTerminal(pinnedNode(ROOT), ['--conditions=@orderflow/source', join(ROOT, program), ...args], { cwd });
}
