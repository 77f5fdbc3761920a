import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Configuration, DEFAULT_CONFIGURATION, OrderflowError } from '@orderflow/core';
import { ResultCache } from './api/result-cache.ts';
import { ClientFiles } from './client/client-files.ts';
import { makeServer } from './connections/make-server.ts';
import type { DashboardContext } from './dashboard-context.ts';
import { makeApp } from './make-app.ts';
import { ProcessingJobs } from './processing/processing-jobs.ts';
import type { HiddenPath } from './public-text.ts';
import { RunsFile } from './runs/runs-file.ts';
import { isLoopback } from './security/is-loopback.ts';
import { checkRoots } from './sources/file-finder.ts';
import { SourceLibrary } from './sources/source-library.ts';

/** The port where nothing is said. */
export const DEFAULT_PORT = 8321;
/** A token is no shorter than this. */
const SHORTEST_TOKEN = 16;
/** A summary with its alerts, or a check, takes some megabytes at worst. */
const MOST_RESULTS = 8;

/** What a dashboard shows, and to whom. */
export interface DashboardOptions {
  /** Files and folders; nothing else is ever opened. */
  readonly sources: readonly string[];
  /** The file that backtests store runs in; it need not be there yet. Without it no runs are shown. */
  readonly runs?: string;
  /** 8321 by default; 0 takes any that is free. */
  readonly port?: number;
  /** 127.0.0.1 by default; another than this machine's own demands a token. */
  readonly host?: string;
  /** Who opens the page must know it. */
  readonly token?: string;
  /** Whether the page may compute metrics and store them in the files; false by default. */
  readonly allowProcessing?: boolean;
  /** The settings of metrics, alerts and the first view. */
  readonly configuration?: Configuration;
  /** What the API calls its version. */
  readonly version?: string;
  /** The folder of the built client; the package's own by default. */
  readonly clientFolder?: string;
  /** Is told of errors that nobody foresaw. */
  readonly onError?: (error: unknown) => void;
}

/** A dashboard that listens. */
export interface Dashboard {
  /** What to open in a browser, without the token. */
  readonly address: string;
  /** Whether the page is built; where it is not, the address has the API alone. */
  readonly isPageBuilt: boolean;
  /** Stops processing after its present batch, ends all connections and closes the files. */
  close(): Promise<void>;
}

/**
 * Starts the dashboard.
 * @throws OrderflowError `bad-argument` where the host demands a token or the port is taken, `source-unreadable` for a
 * source that does not exist.
 */
export async function startDashboard(options: DashboardOptions): Promise<Dashboard> {
  const { sources, port = DEFAULT_PORT, host = '127.0.0.1', token = null } = options;
  checkToken(host, token);
  checkRoots(sources);
  const { context, close } = makeContext(options);
  const client = new ClientFiles(options.clientFolder);
  const app = makeApp(context, { host, token }, client);
  const server = makeServer(app.fetch);
  try {
    await listen(server, port, host);
  } catch (error) {
    await close();
    throw error;
  }
  // A large file takes a while to look into: that begins before the page asks.
  context.library.withView(context.configuration, async () => undefined).catch(context.onError);
  return {
    address: addressOf(server.address() as AddressInfo),
    isPageBuilt: client.isBuilt,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await close();
    },
  };
}

function makeContext(options: DashboardOptions): { readonly context: DashboardContext; close(): Promise<void> } {
  const { sources, configuration = DEFAULT_CONFIGURATION, allowProcessing = false, version = '0.0.0' } = options;
  const library = new SourceLibrary({ sources, configuration });
  const runs = options.runs === undefined ? null : new RunsFile(options.runs);
  const hidden = (): readonly HiddenPath[] => [...library.files(), ...(runs === null ? [] : [runs])];
  const processing = allowProcessing ? new ProcessingJobs({ library, configuration, hidden }) : null;
  const onError = options.onError ?? (() => undefined);
  const results = new ResultCache(MOST_RESULTS);
  return {
    context: { library, configuration, processing, runs, results, version, hidden, onError },
    close: async () => {
      await processing?.close();
      library.close();
    },
  };
}

function checkToken(host: string, token: string | null): void {
  if (token !== null && token.length < SHORTEST_TOKEN) {
    throw new OrderflowError('bad-argument', `the token is too short: take ${SHORTEST_TOKEN} characters or more`);
  }
  if (token !== null || isLoopback(host)) return;
  throw new OrderflowError('bad-argument', `everybody who reaches ${host} could read the data: give a token`);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'the port is taken: choose another' : cause.message;
      reject(new OrderflowError('bad-argument', `cannot listen on ${host}, port ${port}: ${reason}`, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

function addressOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/`;
}
