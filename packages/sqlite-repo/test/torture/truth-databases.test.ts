import { copyFileSync } from 'node:fs';
import { DEFAULT_CONFIGURATION, type MetricSettings, parseTimestamp, Storage } from '@orderflow/core';
import { makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { SQLiteOrderflowRepository } from '../../src/sqlite-orderflow-repository.ts';
import { expectOutcome } from '../support/expect-outcome.ts';
import { dumpOutput, metricsOf, newPath, processFile } from '../support/files.ts';
import { appendOddRows, makeOddFile, type OddRows, oddRows, TYPED, UNTYPED } from '../support/odd-database.ts';
import { withPool } from '../support/snapshot-rows.ts';

const DATABASES = 4;
const SNAPSHOTS = 110;
const TRADES = 140;
const LATER_CHANGES = 6;
/** Of databases that grow by a row at a time. */
const FEW_SNAPSHOTS = 12;
const FEW_TRADES = 14;

const tally = makeTally('truth', 'databases');
const SEEDS = Array.from({ length: times(DATABASES) }, (_, index) => 1000 * SEED + index);

function below(random: () => number, limit: number): number {
  return Math.floor(random() * limit);
}

function randomSettings(random: () => number): MetricSettings {
  return {
    ...DEFAULT_CONFIGURATION,
    depth: [null, null, 1, 4][below(random, 4)]!,
    tradeMatching: random() < 0.5 ? 'window' : 'exact',
  };
}

/** Processes what is new, with some number of threads, in batches and transactions of any size, and with interruptions. */
async function processSomehow(path: string, settings: MetricSettings, random: () => number): Promise<void> {
  for (let interruptions = below(random, 3); ; interruptions--) {
    const repository = SQLiteOrderflowRepository.connect(path, {
      write: true,
      synchronous: 'off',
      ...withPool(below(random, 4)),
    });
    try {
      const [batchSize, commitRows] = [1 + below(random, 30), 1 + below(random, 60)];
      const signal = { aborted: false };
      let left = interruptions > 0 ? below(random, 4) : Number.POSITIVE_INFINITY;
      const storage = new Storage({ repository, metrics: repository, settings, batchSize, commitRows });
      const onProgress = () => {
        if (left-- <= 0) signal.aborted = true;
      };
      const { kind } = await storage.buildBooktickFromDb({ signal, onProgress });
      tally.count(kind === 'done' ? 'runs that ended' : 'runs that were interrupted');
      if (kind === 'done') return;
    } finally {
      repository.close();
    }
  }
}

/** The rows between two shares of their arrival. */
function part(rows: OddRows, from: readonly [number, number], to: readonly [number, number]): OddRows {
  const cut = <Row>(all: readonly Row[], start: number, end: number) =>
    all.slice(Math.round(start * all.length), Math.round(end * all.length));
  return { book: cut(rows.book, from[0], to[0]), trades: cut(rows.trades, from[1], to[1]) };
}

/** The rows of both tables one at a time, each table in its order of arrival. */
function* oneByOne({ book, trades }: OddRows, random: () => number): Generator<OddRows> {
  for (let [snapshots, others] = [0, 0]; snapshots + others < book.length + trades.length; ) {
    const left = book.length - snapshots;
    if (random() * (left + trades.length - others) < left) yield { book: [book[snapshots++]!], trades: [] };
    else yield { book: [], trades: [trades[others++]!] };
  }
}

describe.each(SEEDS)('a database that grows (seed %i)', { timeout: TIMEOUT }, (seed) => {
  it('agrees with the definitions at every prefix, however it was processed', async () => {
    const random = makeRandom(seed);
    const settings = randomSettings(random);
    const rows = oddRows(random, { snapshots: SNAPSHOTS, trades: TRADES, oddity: [0, 0.05, 0.2][below(random, 3)]! });
    const columns = random() < 0.5 ? TYPED : UNTYPED;
    const path = makeOddFile(columns);
    let done: readonly [number, number] = [0, 0];
    while (done[0] < 1 || done[1] < 1) {
      const next = done.map((share) => Math.min(1, share + random() / 4)) as [number, number];
      appendOddRows(path, part(rows, done, next));
      done = next;
      await processSomehow(path, settings, random);
      tally.count('rows held against the definitions', expectOutcome(path, settings));
      tally.count('prefixes');
    }
    const whole = makeOddFile(columns);
    appendOddRows(whole, rows);
    await processFile(whole, { settings });
    expect(dumpOutput(path)).toEqual(dumpOutput(whole));
  });

  it('agrees with the definitions after every single row', async () => {
    const random = makeRandom(seed + 250);
    const settings = randomSettings(random);
    const oddity = [0, 0.05, 0.2][below(random, 3)]!;
    const rows = oddRows(random, { snapshots: FEW_SNAPSHOTS, trades: FEW_TRADES, oddity });
    const path = makeOddFile(random() < 0.5 ? TYPED : UNTYPED);
    for (const row of oneByOne(rows, random)) {
      appendOddRows(path, row);
      await processSomehow(path, settings, random);
      tally.count('rows held after every single row', expectOutcome(path, settings));
      tally.count('prefixes, one row longer each');
    }
  });

  it('keeps every metric when later rows change', async () => {
    const random = makeRandom(seed + 500);
    const settings = randomSettings(random);
    const path = makeOddFile(TYPED);
    appendOddRows(path, oddRows(random, { snapshots: SNAPSHOTS, trades: TRADES, oddity: 0.05 }));
    const processed = newPath();
    copyFileSync(path, processed);
    await processFile(processed, { settings });
    const before = metricsOf(processed);
    for (let change = 0; change < LATER_CHANGES && before.length > 0; change++) {
      const kept = 1 + below(random, before.length);
      const changed = newPath();
      copyFileSync(path, changed);
      changeRowsBehind(changed, momentOf(before[kept - 1]!.timestamp), random);
      await processFile(changed, { settings, batchSize: 1 + below(random, 50) });
      expect(metricsOf(changed).slice(0, kept)).toEqual(before.slice(0, kept));
      tally.count('later changes that left metrics alone');
    }
  });
});

function momentOf(text: string): bigint {
  const { timestamp, nanoseconds } = parseTimestamp(text)!;
  return BigInt(timestamp) * 1_000_000n + BigInt(nanoseconds);
}

/** Changes, removes and adds rows of both tables that are later than a moment. */
function changeRowsBehind(path: string, moment: bigint, random: () => number): void {
  const database = new Database(path);
  database.pragma('synchronous = OFF');
  const changes = {
    book: ["bids = '[[1,5],[2,7]]'", "asks = 'broken'", 'bids = NULL', "instrument = 'NEW'", 'instrument = NULL'],
    trades: ['size = 1e6', 'size = NULL', "side = 'sell'", "instrument = 'BTC-USDT'", 'price = -1'],
  };
  for (const table of ['book', 'trades'] as const) {
    const rows = database
      .prepare<[], { id: number; text: string | null }>(`SELECT id, CAST(timestamp AS TEXT) AS text FROM ${table}`)
      .all();
    for (const { id, text } of rows) {
      if (text === null || text.length > 64 || parseTimestamp(text) === null || momentOf(text) <= moment) continue;
      const choice = random();
      if (choice < 0.1) database.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id);
      else if (choice < 0.4) {
        database.exec(`UPDATE ${table} SET ${changes[table][below(random, changes[table].length)]} WHERE id = ${id}`);
      } else if (choice < 0.5) {
        database
          .prepare(`UPDATE ${table} SET timestamp = ? WHERE id = ?`)
          .run(String(moment + BigInt(1 + below(random, 1e9))), id);
      }
    }
  }
  database.close();
}
