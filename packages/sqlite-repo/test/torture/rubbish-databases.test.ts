import { copyFileSync } from 'node:fs';
import {
  DataSet,
  type DataSource,
  DEFAULT_CONFIGURATION,
  justAfter,
  LINE_SERIES,
  type MetricColumns,
  type MetricSettings,
} from '@orderflow/core';
import { makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import { SQLiteOrderflowRepository } from '../../src/sqlite-orderflow-repository.ts';
import { expectOutcome } from '../support/expect-outcome.ts';
import { dumpOutput, inputChecksum, newPath, processFile } from '../support/files.ts';
import { appendOddRows, copyOddFile, makeOddFile, oddRows, TYPED, UNTYPED } from '../support/odd-database.ts';
import { withPool } from '../support/snapshot-rows.ts';

const DATABASES = 4;
const SNAPSHOTS = 120;
const TRADES = 150;
const PROOFS = 3;

const tally = makeTally('rubbish', 'databases');

/** Ways in which a file may be laid out, with the same rows. */
const LAYOUTS: readonly (readonly [name: string, columns: typeof TYPED, before: readonly string[], after: string[]])[] =
  [
    ['without row ids', { book: `${UNTYPED.book} WITHOUT ROWID`, trades: `${UNTYPED.trades} WITHOUT ROWID` }, [], []],
    ['pages of 512 bytes', UNTYPED, ['PRAGMA page_size = 512'], []],
    [
      'indexes',
      UNTYPED,
      [],
      [
        'CREATE INDEX b ON book (timestamp)',
        'CREATE INDEX t ON trades (instrument, timestamp)',
        'CREATE INDEX w ON book (instrument, timestamp, bids, asks)',
        'ANALYZE',
      ],
    ],
  ];

interface Case {
  readonly path: string;
  readonly settings: MetricSettings;
  readonly random: () => number;
}

function makeCase(seed: number): Case {
  const random = makeRandom(seed);
  const oddity = [0.02, 0.1, 0.3, 0.9][Math.floor(random() * 4)]!;
  const path = makeOddFile(random() < 0.5 ? TYPED : UNTYPED);
  appendOddRows(path, oddRows(random, { snapshots: SNAPSHOTS, trades: TRADES, oddity }));
  const settings: MetricSettings = {
    depth: [null, null, 1, 3][Math.floor(random() * 4)]!,
    tradeMatching: random() < 0.5 ? 'window' : 'exact',
    maxLevelBytes: random() < 0.5 ? 2000 : DEFAULT_CONFIGURATION.maxLevelBytes,
  };
  return { path, settings, random };
}

/** What a copy of the file comes to. */
async function outputOf({ path, settings }: Case, options: object = {}, batchSize = 1000) {
  const copy = newPath();
  copyFileSync(path, copy);
  await processFile(copy, { settings, batchSize, connect: options });
  return dumpOutput(copy);
}

describe.each(Array.from({ length: times(DATABASES) }, (_, index) => 1000 * SEED + index))(
  'a database of every oddity (seed %i)',
  { timeout: TIMEOUT },
  (seed) => {
    it('comes to the same whoever processes it, and to what the definitions say', async () => {
      const one = makeCase(seed);
      const { path, settings, random } = one;
      const before = inputChecksum(path);
      const plain = newPath();
      copyFileSync(path, plain);
      await processFile(plain, { settings });
      tally.count('rows of odd databases', expectOutcome(plain, settings));
      const wanted = dumpOutput(plain);
      const output = newPath();
      await processFile(path, { settings, connect: { output, ...withPool(2) } });
      expect(dumpOutput(output)).toEqual(wanted);
      for (const threads of [0, 1, 2, 3]) {
        const batchSize = 1 + Math.floor(random() * 60);
        expect(await outputOf(one, withPool(threads), batchSize)).toEqual(wanted);
      }
      for (const [name, columns, pragmas, after] of LAYOUTS) {
        const copy = copyOddFile(path, makeOddFile(columns, ...pragmas), ...after);
        expect([name, await outputOf({ ...one, path: copy }, withPool(2))]).toEqual([name, wanted]);
      }
      expect(inputChecksum(path)).toBe(before);
      tally.count('odd databases processed', 2 + 4 + LAYOUTS.length);
      await expectSameReads(one, plain);
    });
  },
);

/** Holds that what is computed from the rows is what is stored. */
async function expectSameReads({ path, settings, random }: Case, processed: string): Promise<void> {
  const live = SQLiteOrderflowRepository.connect(path, { maxLevelBytes: settings.maxLevelBytes });
  const stored = SQLiteOrderflowRepository.connect(processed, { maxLevelBytes: settings.maxLevelBytes });
  try {
    const batchSize = 1 + Math.floor(random() * 50);
    const fromRows = await openDataSet({ repository: live, metrics: null }, settings, batchSize);
    const fromStore = await openDataSet({ repository: stored, metrics: stored }, settings, 1000);
    const parts = fromStore.parts.filter(({ snapshots }) => snapshots > 0);
    expect(parts.every(({ reason }) => reason === null)).toBe(true);
    expect(fromRows.instruments).toEqual(expect.arrayContaining([...fromStore.instruments]));
    const instruments = parts.map(({ instrument }) => instrument).sort();
    for (const instrument of instruments) {
      const wanted = await metricsOf(fromStore.iterateMetrics({ instrument }));
      expect(await metricsOf(fromRows.iterateMetrics({ instrument }))).toEqual(wanted);
      const books: MetricColumns[] = [];
      for await (const { metrics } of fromRows.iterateBooks({ instrument }, 'levels')) books.push(metrics);
      expect(rowsOf(books)).toEqual(wanted);
      await expectSameSeries(fromRows, fromStore, instrument);
      tally.count('instruments read from rows and from the store');
      for (let proof = 0; proof < PROOFS; proof++) {
        const [snapshotId, timestamp, nanoseconds, obi, cvd] = wanted[Math.floor(random() * wanted.length)]!;
        const at = { timestamp: timestamp!, nanoseconds: nanoseconds! };
        const proven = await fromStore.proofs.prove({ instrument, at, snapshotId: snapshotId! });
        expect([proven.stored, proven.cvd.after]).toEqual([{ obi, cvd }, cvd]);
        tally.count('snapshots proven');
      }
    }
  } finally {
    live.close();
    stored.close();
  }
}

/** In a range of their own, since bad snapshots too are of the time that rows span. */
async function expectSameSeries(fromRows: DataSet, fromStore: DataSet, instrument: string): Promise<void> {
  const { first, last } = fromStore.parts.find((part) => part.instrument === instrument)!;
  const range = { start: first, end: justAfter(last) };
  for (const pixels of [1, 40, 2000]) {
    for (const series of LINE_SERIES) {
      const query = { instrument, series, pixels, range };
      const { live: _, ...found } = await fromRows.series.readSeries(query);
      const { live: __, ...wanted } = await fromStore.series.readSeries(query);
      expect(found).toEqual(wanted);
    }
  }
}

function openDataSet(source: DataSource, settings: MetricSettings, batchSize: number): Promise<DataSet> {
  return DataSet.open([source], { settings, batchSize });
}

async function metricsOf(batches: AsyncIterable<MetricColumns>): Promise<readonly (readonly number[])[]> {
  const all: MetricColumns[] = [];
  for await (const columns of batches) all.push(columns);
  return rowsOf(all);
}

function rowsOf(batches: readonly MetricColumns[]): readonly (readonly number[])[] {
  return batches.flatMap(({ count, snapshotIds, timestamps, nanoseconds, obi, cvd, bestBid, bestAsk }) =>
    Array.from({ length: count }, (_, row) =>
      [snapshotIds, timestamps, nanoseconds, obi, cvd, bestBid, bestAsk].map((column) => column[row]!),
    ),
  );
}
