import { runSource } from './command.mjs';
import { ROOT, setUp } from './set-up.mjs';

await setUp();
process.exitCode = await runSource('tooling/bench/src/bench.ts', process.argv.slice(2), ROOT);
