import { checkQuality } from '@orderflow/core';
import { SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import { describe, expect, it } from 'vitest';
import { checkInThreads, type ThreadedCheck } from '../../src/server/quality/quality-threads.ts';
import { RequestAborted } from '../../src/server/request-scope.ts';
import { changeFile, sampleFile, temporaryFolder } from './support/sample-files.ts';

const OPTIONS = { examples: 100, gapSeconds: null, batchSize: 50 };

/** Files of several lengths, each odd in its own way. */
async function oddFiles(): Promise<readonly string[]> {
  const folder = temporaryFolder();
  const paths: string[] = [];
  for (const [index, snapshots] of [300, 40, 500, 120].entries()) {
    const path = await sampleFile(folder, `${index}.db`, { seed: index + 1, snapshots });
    changeFile(path, `DELETE FROM book WHERE id BETWEEN ${10 + index} AND ${20 + index}`);
    changeFile(path, `UPDATE book SET bids = '[' WHERE id = ${3 + index}`);
    paths.push(path);
  }
  return paths;
}

function check(paths: readonly string[], changes: Partial<ThreadedCheck> = {}) {
  const settings = { options: OPTIONS, maxLevelBytes: 1e6, cacheSize: 1024 };
  return checkInThreads({ ...settings, paths, threads: 2, signal: undefined, onProgress: () => undefined, ...changes });
}

describe('checkInThreads', () => {
  it('gives the reports of one thread, in the order of the files', async () => {
    const paths = await oddFiles();
    const expected = [];
    for (const path of paths) {
      const repository = SQLiteOrderflowRepository.connect(path, { maxLevelBytes: 1e6 });
      expected.push(await checkQuality(repository, OPTIONS));
      repository.close();
    }
    expect(await check(paths)).toEqual(expected);
    expect(await check(paths, { threads: 1 })).toEqual(expected);
    expect(await check([])).toEqual([]);
  });

  it('tells how far it is', async () => {
    const paths = await oddFiles();
    const told = new Map<number, number>();
    const reports = await check(paths, { onProgress: (index, { totalRows }) => told.set(index, totalRows) });
    const rows = reports.map((report) => report.rows.book + report.rows.trades);
    expect([...told].sort()).toEqual(rows.map((count, index) => [index, count]));
  });

  it('throws what a file throws', async () => {
    const [path = ''] = await oddFiles();
    await expect(check([path, `${path}.gone`])).rejects.toMatchObject({ code: 'source-unreadable' });
  });

  it('ends when nobody waits for it', async () => {
    const paths = await oddFiles();
    const gone = new AbortController();
    const checked = check(paths, { signal: gone.signal });
    gone.abort();
    await expect(checked).rejects.toBeInstanceOf(RequestAborted);
    await expect(check(paths, { signal: gone.signal })).rejects.toBeInstanceOf(RequestAborted);
  });
});
