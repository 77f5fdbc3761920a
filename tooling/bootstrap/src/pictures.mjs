import { join } from 'node:path';
import { runOnTerminal } from './processes.mjs';
import { ROOT, setUp } from './set-up.mjs';
import { pinnedNode } from './workspace.mjs';

const TESTS = ['--project', 'journeys', 'test/client/journeys/pictures.test.ts'];

// `npm run pictures`: draws the pictures of the documents anew, and keeps them.
await setUp();
const cwd = join(ROOT, 'apps/dashboard');
const vitest = join(cwd, 'node_modules/vitest/vitest.mjs');
const env = { ...process.env, ORDERFLOW_KEEP_PICTURES: '1' };
process.exitCode = await runOnTerminal(pinnedNode(ROOT), [vitest, 'run', ...TESTS], { cwd, env });
