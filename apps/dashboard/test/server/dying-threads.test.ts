import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import threads, { type Worker, type WorkerOptions } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { checkInThreads } from '../../src/server/quality/quality-threads.ts';
import { readRows, sampleFile, temporaryFolder } from './support/sample-files.ts';
import { serve } from './support/serve.ts';

const PROCESSING = '/api/v1/processing';

/** How a thread dies. */
interface Death {
  readonly options?: WorkerOptions;
  readonly spoil?: (worker: Worker) => void;
}

const DEATHS: readonly (readonly [name: string, death: Death])[] = [
  ['is ended', { spoil: (worker) => worker.once('message', () => worker.terminate()) }],
  ['has no memory', { options: { resourceLimits: { maxOldGenerationSizeMb: 4, maxYoungGenerationSizeMb: 1 } } }],
  ['cannot be loaded', { options: { execArgv: ['--import', '/srv/secret folder/gone.mjs'] } }],
];

/** Spoils every thread that is started until the end of the test, or until what it gives is called. */
function spoilThreads({ options, spoil }: Death): () => void {
  const Whole = threads.Worker;
  const replace = (by: typeof Worker) => {
    threads.Worker = by;
    syncBuiltinESMExports();
  };
  class SpoiltWorker extends Whole {
    constructor(file: string | URL, given?: WorkerOptions) {
      super(file, { ...given, ...options });
      spoil?.(this);
    }
  }
  replace(SpoiltWorker);
  const mend = () => replace(Whole);
  onTestFinished(mend);
  return mend;
}

it.each(DEATHS)('says that the thread of processing died where it %s, and runs the next job', async (_, death) => {
  const path = await sampleFile(temporaryFolder(), 'a.db', { snapshots: 2000 });
  const { ask, errors } = await serve([path], { allowProcessing: true });
  const { files } = (await ask('/api/v1/sources')).json;
  const body = JSON.stringify({ files: files.map(({ id }: { id: string }) => id) });
  const ended = async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await ask(PROCESSING, { method: 'POST', headers, body })).status).toBe(202);
    await expect.poll(async () => (await ask(PROCESSING)).json.status, { timeout: 100_000 }).not.toBe('running');
    return (await ask(PROCESSING)).json;
  };
  const mend = spoilThreads(death);
  const failed = await ended();
  expect(failed).toMatchObject({ status: 'failed', files: [{ status: 'failed', problem: { code: 'worker-died' } }] });
  expect(failed.files[0].problem.detail).not.toMatch(/[/\\]/);
  expect(failed.files[0].problem.detail.length).toBeGreaterThan(10);
  mend();
  expect(await ended()).toMatchObject({ status: 'done', files: [{ status: 'done', problem: null }] });
  expect(readRows(path, 'SELECT count(*) AS rows FROM metrics')).toEqual([{ rows: 2000 }]);
  expect(errors).toEqual([]);
});

it.each(DEATHS)('says that the thread of a check died where it %s, and checks the next time', async (_, death) => {
  const path = await sampleFile(temporaryFolder(), 'a.db', { snapshots: 2000 });
  const options = { examples: 100, gapSeconds: null, batchSize: 50 };
  const settings = { options, maxLevelBytes: 1e6, cacheSize: 1024, threads: 1 };
  const check = () => checkInThreads({ ...settings, paths: [path], signal: undefined, onProgress: () => undefined });
  const mend = spoilThreads(death);
  await expect(check()).rejects.toMatchObject({
    code: 'worker-died',
    message: expect.not.stringContaining(basename(path)),
  });
  mend();
  expect(await check()).toMatchObject([{ rows: { book: 2000 } }]);
});
