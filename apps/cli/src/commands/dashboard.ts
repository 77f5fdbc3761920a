import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { OrderflowError } from '@orderflow/core';
import type { Command } from 'commander';
import type { CommandContext, Finish } from '../command-context.ts';
import { addSettingFlags } from '../configuration/setting-flags.ts';
import type { CommandOutcome } from '../exit-code.ts';
import { traceOf } from '../output/error-trace.ts';
import { printable } from '../output/printable.ts';
import { addRunsOption, noRunsYet, runsPathOf } from '../runs/open-runs.ts';
import { openBrowser } from '../serving/open-browser.ts';
import { readVersion } from '../version.ts';
import { addFileArguments, readPaths, readSettings, type SourceOptions } from './command-options.ts';
import { riskOf } from './process.ts';

const LOOK_EVERY_MS = 100;
const HIGHEST_PORT = 65_535;

interface Options extends SourceOptions {
  readonly port?: string;
  readonly host?: string;
  readonly token?: string;
  readonly open?: true;
  readonly process?: true;
  readonly runs?: string;
}

const EXAMPLES = `
Listens on this machine alone, opens nothing but the files and folders that are named (the working folder by default)
and the file of runs, and changes nothing unless --process is given. Ctrl-C ends it. ORDERFLOW_TOKEN may stand for --token.

Examples:
  orderflow dashboard --data captures --open
  orderflow dashboard BTC-USDT-2025-07-01.db --process
  orderflow dashboard BTC-USDT-2025-07-01.db --runs orderflow.runs
  ORDERFLOW_TOKEN=... orderflow dashboard --data captures --host 0.0.0.0`;

const NOT_BUILT =
  'the page is not built, so that the address has the API alone: `npm run dashboard -- FILE...` in the checkout builds it';

/** Adds `orderflow dashboard`. */
export function addDashboardCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = addFileArguments(program.command('dashboard').description('show data in the browser'));
  command
    .option('-p, --port <n>', 'the port to listen on; 0 takes any that is free (default: 8321)')
    .option(
      '--host <address>',
      'the address to listen on; another than this machine needs a token (default: 127.0.0.1)',
    )
    .option('--token <text>', 'what everybody who opens the page must know; 16 characters or more')
    .option('--open', 'open the page in the browser')
    .option('--process', 'let the page compute metrics and store them in the files')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], _options: Options, self: Command) => {
      finish(await dashboardCommand(files, self.optsWithGlobals(), context));
    });
  addRunsOption(command);
  addSettingFlags(command, ['metrics', 'cvd', 'bars', 'view', 'alerts', 'threads', 'reading']);
}

async function dashboardCommand(
  words: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { log, stdout, signal, environment } = context;
  const configuration = readSettings(options, context);
  const allowProcessing = options.process === true;
  const risk = allowProcessing ? riskOf(configuration) : null;
  if (risk !== null) throw new OrderflowError('bad-argument', `${risk} and --process do not go together`);
  const isNamed = words.length > 0 || options.data !== undefined;
  const token = options.token ?? environment.ORDERFLOW_TOKEN;
  const runs = runsPathOf(options, context);
  if (options.runs !== undefined && !existsSync(runs)) log.warn(noRunsYet(runs));
  const { startDashboard } = await import('@orderflow/dashboard');
  const dashboard = await startDashboard({
    sources: isNamed ? readPaths(words, options, context) : [context.cwd],
    runs,
    configuration,
    allowProcessing,
    version: readVersion(),
    ...(options.port !== undefined && { port: readPort(options.port) }),
    ...(options.host !== undefined && { host: options.host }),
    ...(token !== undefined && { token }),
    onError: (error) => log.error(['the dashboard failed', ...traceOf(error)]),
  });
  try {
    const address = token === undefined ? dashboard.address : `${dashboard.address}?token=${encodeURIComponent(token)}`;
    stdout.write(`${address}\n`);
    if (!dashboard.isPageBuilt) log.warn(NOT_BUILT);
    log.info('the dashboard listens; Ctrl-C ends it');
    if (options.open)
      openBrowser(address, process.platform, () => log.warn('no browser could be opened: open the address'));
    while (!signal.aborted) await setTimeout(LOOK_EVERY_MS);
  } finally {
    await dashboard.close();
  }
  return 'interrupted';
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= HIGHEST_PORT) return port;
  throw new OrderflowError(
    'bad-argument',
    `--port must be a whole number from 0 to ${HIGHEST_PORT}, not ${printable(text)}`,
  );
}
