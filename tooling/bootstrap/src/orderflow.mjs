import { runOrderflow } from './command.mjs';
import { setUp } from './set-up.mjs';

await setUp();
process.exitCode = await runOrderflow(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
