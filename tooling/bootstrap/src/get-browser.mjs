import { join } from 'node:path';
import { runOnTerminal } from './processes.mjs';
import { ROOT } from './set-up.mjs';
import { pinnedNode } from './workspace.mjs';

/**
 * Finds a browser for the tests that need one, or gets one: on the terminal, for it says so before it does.
 * @param {NodeJS.ProcessEnv} env
 */
export async function getBrowser(env) {
  const program = join(ROOT, 'tooling/browser/src/get-browser.ts');
  await runOnTerminal(pinnedNode(ROOT), [program], { cwd: ROOT, env });
}
