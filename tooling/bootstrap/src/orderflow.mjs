import { runOrderflow } from './command.mjs';
import { buildReportPage } from './report-page.mjs';
import { setUp } from './set-up.mjs';

const args = process.argv.slice(2);

await setUp();
if (args.includes('report') || args.includes('run')) await buildReportPage();
process.exitCode = await runOrderflow(args, process.env.INIT_CWD ?? process.cwd());
