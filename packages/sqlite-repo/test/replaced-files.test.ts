import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { DEFAULT_CONFIGURATION, type MetricsBatch, Storage } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { SQLiteOrderflowRepository } from '../src/sqlite-orderflow-repository.ts';
import {
  appendRows,
  change,
  dumpOutput,
  fileChecksum,
  filesBeside,
  makeSource,
  metricsOf,
  newPath,
  processFile,
} from './support/files.ts';
import { marketRows } from './support/rows.ts';

const market = marketRows({ seed: 6, snapshots: 2000 });
const other = marketRows({ seed: 7, snapshots: 2000 });

const HEADER_BYTES = 100;
/** Where it counts the changes of the file. */
const CHANGE_COUNTS = [24, 92];

/** A run to which something happens when it has processed 1000 rows. */
async function runAndSpoil(path: string, output: string | undefined, spoil: () => void): Promise<unknown> {
  const connect = output === undefined ? {} : { output };
  const repository = SQLiteOrderflowRepository.connect(path, { write: true, ...connect });
  const parts = { repository, metrics: repository, settings: DEFAULT_CONFIGURATION, batchSize: 100, commitRows: 100 };
  let isSpoilt = false;
  const onProgress = ({ rows }: { readonly rows: number }) => {
    if (rows < 1000 || isSpoilt) return;
    isSpoilt = true;
    spoil();
  };
  try {
    return await new Storage(parts).buildBooktickFromDb({ onProgress });
  } finally {
    repository.close();
  }
}

/** Other rows in a file with the same header. */
function withAsManyChanges(path: string): Buffer {
  const copy = newPath();
  copyFileSync(path, copy);
  change(copy, 'UPDATE trades SET price = price + 1', 'UPDATE book SET bids = asks, asks = bids');
  const [bytes, others] = [readFileSync(path), readFileSync(copy)];
  for (const count of CHANGE_COUNTS) bytes.copy(others, count, count, count + 4);
  expect(others.subarray(0, HEADER_BYTES)).toEqual(bytes.subarray(0, HEADER_BYTES));
  return others;
}

/** A batch within whose transaction a file is cut short, behind the metrics. */
function cuttingShort(batch: MetricsBatch, path: string, length: number): MetricsBatch {
  return {
    ...batch,
    get problems() {
      truncateSync(path, length);
      return batch.problems;
    },
  };
}

describe('a file that is replaced while it is processed', () => {
  it.each(['source', 'output'] as const)(
    'ends the run where it is the %s, and the new file stays as it is',
    async (part) => {
      const path = makeSource(market);
      const output = part === 'output' ? newPath() : undefined;
      const target = output ?? path;
      const replacement = makeSource(other);
      const before = fileChecksum(replacement);
      const outcome = runAndSpoil(path, output, () => renameSync(replacement, target));
      await expect(outcome).rejects.toMatchObject({
        code: 'source-unreadable',
        message: `${target}: it was moved, removed or replaced meanwhile; run again on the file that shall be processed`,
      });
      expect(fileChecksum(target)).toBe(before);
      expect(filesBeside(target)).toHaveLength(1);
    },
  );

  it('ends the run where its metrics stand elsewhere, which go on once it is back', async () => {
    const [path, output, aside] = [makeSource(market), newPath(), newPath()];
    const undisturbed = newPath();
    await processFile(path, { connect: { output: undisturbed } });
    const replacement = makeSource(other);
    const outcome = runAndSpoil(path, output, () => {
      renameSync(path, aside);
      copyFileSync(replacement, path);
    });
    await expect(outcome).rejects.toMatchObject({ code: 'source-unreadable' });
    renameSync(aside, path);
    await processFile(path, { connect: { output } });
    expect(dumpOutput(output)).toEqual(dumpOutput(undisturbed));
  });

  it('ends the run where it is removed', async () => {
    const path = makeSource(market);
    const outcome = runAndSpoil(path, undefined, () => rmSync(path));
    await expect(outcome).rejects.toMatchObject({ code: 'source-unreadable', message: expect.stringContaining(path) });
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    ['another file', (_: string) => readFileSync(makeSource(other))],
    ['one of as many changes, so that SQLite reads no page anew', withAsManyChanges],
  ])('ends the run where it is overwritten with %s, and no row is stored that is not its own', async (_, replace) => {
    const [path, output] = [makeSource(market), newPath()];
    const bytes = readFileSync(path);
    const undisturbed = newPath();
    await processFile(path, { connect: { output: undisturbed } });
    const replacement = replace(path);
    const outcome = runAndSpoil(path, output, () => writeFileSync(path, replacement));
    await expect(outcome).rejects.toMatchObject({ code: 'source-unreadable' });
    writeFileSync(path, bytes);
    await processFile(path, { connect: { output } });
    expect(dumpOutput(output)).toEqual(dumpOutput(undisturbed));
  });

  it('ends the run where it is overwritten below what stands in its log', async () => {
    const path = makeSource(market, { before: ['PRAGMA journal_mode = wal'] });
    const replacement = readFileSync(makeSource(other, { before: ['PRAGMA journal_mode = wal'] }));
    const outcome = runAndSpoil(path, undefined, () => writeFileSync(path, replacement));
    await expect(outcome).rejects.toMatchObject({ code: 'source-unreadable' });
  });

  it.each(['delete', 'wal'].flatMap((mode) => ['metrics', 'tiles'].map((last) => [last, mode] as const)))(
    'ends the run where it is cut short while the last %s are written (%s)',
    async (last, mode) => {
      const path = makeSource(market, { before: [`PRAGMA journal_mode = ${mode}`] });
      const { length } = readFileSync(path);
      const repository = SQLiteOrderflowRepository.connect(path, { write: true });
      const insert = repository.insertMetricsBatch.bind(repository);
      let rows = 0;
      repository.insertMetricsBatch = (batch) => {
        rows += batch.metrics.count;
        const isLast = rows === market.book.length && (last === 'tiles') === (batch.metrics.count === 0);
        return insert(isLast ? cuttingShort(batch, path, length / 2) : batch);
      };
      const parts = { repository, metrics: repository, settings: DEFAULT_CONFIGURATION, batchSize: 100 };
      const outcome = new Storage(parts).buildBooktickFromDb();
      await expect(outcome).rejects.toMatchObject({
        code: 'source-unreadable',
        message: expect.stringContaining(path),
      });
      repository.close();
    },
  );

  it('goes on where rows go from its head and come to its end', async () => {
    const path = makeSource({ book: market.book.slice(0, 1500) });
    const output = newPath();
    await runAndSpoil(path, output, () => {
      change(path, 'DELETE FROM book WHERE id < 100');
      appendRows(path, { book: market.book.slice(1500), trades: market.trades });
    });
    expect(metricsOf(output).length).toBeGreaterThanOrEqual(1500);
  });
});
