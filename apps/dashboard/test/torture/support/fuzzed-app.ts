import { DEFAULT_CONFIGURATION } from '@orderflow/core';
import type { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import { ResultCache } from '../../../src/server/api/result-cache.ts';
import { ClientFiles } from '../../../src/server/client/client-files.ts';
import { makeApp } from '../../../src/server/make-app.ts';
import { ProcessingJobs } from '../../../src/server/processing/processing-jobs.ts';
import { RunsFile } from '../../../src/server/runs/runs-file.ts';
import type { GuardOptions } from '../../../src/server/security/guard-requests.ts';
import { SourceLibrary } from '../../../src/server/sources/source-library.ts';
import { playRun, storeRuns } from '../../server/support/run-files.ts';
import { sampleFile, storedFile, temporaryFolder } from '../../server/support/sample-files.ts';

/** The instrument whose metrics are stored; `ETH-USDT` is computed live. */
export const INSTRUMENT = 'BTC-USDT';

/** The run that there is, played on the file with metrics. */
export const RUN_ID = 'a0'.repeat(32);

/** The whole dashboard as a function, over two small files. */
export interface FuzzedApp {
  readonly app: Hono;
  /** Where the files lie: no answer may name it. */
  readonly folder: string;
  /** Every error that nobody foresaw. */
  readonly errors: readonly unknown[];
  /** How many wait for news of processing. */
  listeners(): number;
}

/** What differs from a dashboard that only reads and needs no token. */
export interface FuzzedAppOptions {
  readonly guard?: GuardOptions;
  readonly allowProcessing?: boolean;
  /** Instead of the two files. */
  readonly sources?: readonly string[];
}

/** Makes the dashboard without a server before it. */
export async function makeFuzzedApp({
  guard = { host: '127.0.0.1', token: null },
  allowProcessing = false,
  sources: given,
}: FuzzedAppOptions = {}): Promise<FuzzedApp> {
  const folder = temporaryFolder();
  const sources = given ?? (await twoFiles(folder));
  const runs = given === undefined ? [{ ...(await playRun(sources[0]!)), id: RUN_ID }] : [];
  const library = new SourceLibrary({ sources, configuration: DEFAULT_CONFIGURATION });
  onTestFinished(() => library.close());
  const errors: unknown[] = [];
  const hidden = () => library.files();
  const jobs = new CountedJobs({ library, configuration: DEFAULT_CONFIGURATION, hidden });
  const context = {
    library,
    configuration: DEFAULT_CONFIGURATION,
    processing: allowProcessing ? jobs : null,
    runs: new RunsFile(await storeRuns(folder, runs)),
    results: new ResultCache(2),
    version: '0',
    hidden,
    onError: (error: unknown) => errors.push(error),
  };
  return { app: makeApp(context, guard, new ClientFiles()), folder, errors, listeners: () => jobs.listeners };
}

async function twoFiles(folder: string): Promise<readonly string[]> {
  const options = { snapshots: 60, levels: 2 };
  const stored = await storedFile(folder, 'a.db', options);
  return [stored, await sampleFile(folder, 'b.db', { ...options, instruments: ['ETH-USDT'] })];
}

class CountedJobs extends ProcessingJobs {
  readonly #waiting = new Set<() => void>();

  get listeners(): number {
    return this.#waiting.size;
  }

  override onChange(listener: () => void): () => void {
    const stop = super.onChange(listener);
    this.#waiting.add(listener);
    return () => {
      this.#waiting.delete(listener);
      return stop();
    };
  }
}
