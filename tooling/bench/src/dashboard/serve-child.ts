import { startDashboard } from '@orderflow/dashboard';

/** Serves files as `orderflow dashboard` does, and prints the address: `serve-child.ts CLIENT_FOLDER FILE...`. */
const [clientFolder = '', ...sources] = process.argv.slice(2);
const { address } = await startDashboard({ sources, clientFolder, port: 0 });
process.stdout.write(`${address}\n`);
