import { startDashboard } from '../../../src/server/index.ts';

/** Serves the paths of the command line, says where, and names every error that nobody foresaw. */
const dashboard = await startDashboard({
  sources: process.argv.slice(2),
  port: 0,
  onError: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
});
process.stdout.write(`${dashboard.address}\n`);
