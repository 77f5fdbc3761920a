import { copyFileSync } from 'node:fs';
import { DEFAULT_CONFIGURATION, Storage } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { SQLiteOrderflowRepository } from '../src/sqlite-orderflow-repository.ts';
import { change, dumpOutput, makeSource, newPath, processFile, query } from './support/files.ts';
import { marketRows } from './support/rows.ts';

const market = marketRows({ seed: 5, snapshots: 3000 });
const REFUSED = {
  code: 'source-locked',
  message: expect.stringMatching(/another run is writing metrics to this file/),
};

/** A run that another comes into: `interrupt` is given the run's repository. */
async function run(path: string, interrupt: (repository: SQLiteOrderflowRepository) => void): Promise<unknown> {
  const repository = SQLiteOrderflowRepository.connect(path, { write: true, synchronous: 'off' });
  interrupt(repository);
  const parts = { repository, metrics: repository, settings: DEFAULT_CONFIGURATION, batchSize: 100, commitRows: 100 };
  try {
    return await new Storage(parts).buildBooktickFromDb();
  } finally {
    repository.close();
  }
}

/** Has something happen before a method of a repository is first called. */
function interpose<Methods extends object>(
  owner: Methods,
  method: keyof Methods,
  action: () => Promise<unknown>,
): void {
  const original = (owner[method] as (...parameters: unknown[]) => unknown).bind(owner);
  let isFirst = true;
  Object.assign(owner, {
    [method]: async (...parameters: unknown[]) => {
      if (isFirst) {
        isFirst = false;
        await action();
      }
      return original(...parameters);
    },
  });
}

/** A file of which a run has processed some rows, and the output of a whole run. */
async function startedFile() {
  const path = makeSource(market);
  const undisturbed = newPath();
  copyFileSync(path, undisturbed);
  await processFile(undisturbed);
  let rows = 0;
  const signal = {
    get aborted() {
      return rows > 1500;
    },
  };
  await processFile(path, { batchSize: 100, signal, onProgress: (progress) => (rows = progress.rows) });
  return { path, whole: dumpOutput(undisturbed) };
}

describe('two runs on one file', () => {
  it('lets one finish and refuses the other, with one metric row a snapshot', async () => {
    const path = makeSource(market);
    const outcomes = await Promise.allSettled([1, 2].map(() => run(path, () => undefined)));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => reason)).toEqual([expect.objectContaining(REFUSED)]);
    const counts = query(path, 'SELECT count(*) AS rows, count(DISTINCT snapshot_id) AS snapshots FROM metrics');
    expect(counts).toEqual([{ rows: 3000n, snapshots: 3000n }]);
  });

  it.each(['tables', 'pyramid', 'metrics'] as const)(
    'refuses the one that comes to write its %s behind the other, and nothing is lost',
    async (part) => {
      const { path, whole } = await startedFile();
      if (part === 'tables') change(path, 'DROP TABLE metrics');
      const outcome = run(path, (repository) => {
        const finishOther = () => processFile(path);
        if (part === 'tables') interpose(repository, 'createMetricsTable', finishOther);
        else if (part === 'pyramid') interpose(repository.tiles, 'loadPyramidState', finishOther);
        else interpose(repository, 'insertMetricsBatch', finishOther);
      });
      await expect(outcome).rejects.toMatchObject(REFUSED);
      expect(dumpOutput(path)).toEqual(whole);
    },
  );

  it('refuses the one whose metrics the other computes anew', async () => {
    const { path, whole } = await startedFile();
    const outcome = run(path, (repository) => {
      interpose(repository, 'insertMetricsBatch', () => processFile(path, { force: true }));
    });
    await expect(outcome).rejects.toMatchObject(REFUSED);
    expect(dumpOutput(path)).toEqual(whole);
  });

  it('refuses the one whose metrics somebody removes', async () => {
    const { path, whole } = await startedFile();
    const outcome = run(path, (repository) => {
      interpose(repository, 'insertMetricsBatch', async () => {
        const other = SQLiteOrderflowRepository.connect(path, { write: true });
        await other.clean();
        other.close();
      });
    });
    await expect(outcome).rejects.toMatchObject(REFUSED);
    await processFile(path);
    expect(dumpOutput(path)).toEqual(whole);
  });
});
