import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEAST_TILE_ROWS } from '@orderflow/core';
import { makeRandom } from '@orderflow/torture';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import {
  appendRows,
  dumpOutput,
  inputChecksum,
  makeSource,
  metricsOf,
  newPath,
  processFile,
  type SourceRows,
} from './support/files.ts';
import { permuteIds } from './support/rows.ts';
import { withPool } from './support/snapshot-rows.ts';

type Rule = 'window' | 'exact';
type Rows = Required<SourceRows>;

/** What a metric row must be; the CVDs are exact decimals. */
interface OracleRow {
  readonly snapshotId: number;
  readonly timestamp: string;
  readonly obi: number;
  readonly bestBid: number | null;
  readonly bestAsk: number | null;
  readonly cvd: Readonly<Record<Rule, number>>;
}

const folder = process.env.ORDERFLOW_CAPTURES ?? '';
const captures =
  folder === '' ? [] : readdirSync(folder).filter((name) => name.endsWith('.db') && existsSync(oraclePath(name)));
const RULES: readonly Rule[] = ['window', 'exact'];
const CUTS = [0.1, 0.5, 0.93];
/** 0 for none beside the main thread. */
const WORKER_THREADS = [0, 1, 2, 3];
const BATCH_SIZES = [1, 7, 1000, 100_000];

describe('the real captures', () => {
  it.skipIf(folder === '')('are read; they DO NOT RUN unless ORDERFLOW_CAPTURES names their folder', () => {
    expect(captures).not.toEqual([]);
  });
});

describe.each(captures)('the capture %s', { timeout: 60_000 }, (name) => {
  const oracle = readOracle(name);
  const rows = readRows(join(folder, name));

  it('agrees with its oracle, by the window and then by the exact rule', async () => {
    const path = newPath();
    copyFileSync(join(folder, name), path);
    const before = inputChecksum(path);
    await processFile(path);
    expectAgreement(path, oracle, 'window');
    await processFile(path, { force: true, settings: { tradeMatching: 'exact' } });
    expectAgreement(path, oracle, 'exact');
    expect(inputChecksum(path)).toBe(before);
  });

  it('agrees, and is stored in the same bytes, tiles too, whatever the threads and the batches', async () => {
    const dumps = new Set<string>();
    for (const threads of WORKER_THREADS) {
      for (const batchSize of BATCH_SIZES) {
        const path = newPath();
        copyFileSync(join(folder, name), path);
        await processFile(path, { batchSize, connect: withPool(threads) });
        expectAgreement(path, oracle, 'window');
        const dump = dumpOutput(path);
        for (const kind of ['row', 'value', 'candle']) expect(tilesOf(dump, kind)).toBeGreaterThan(0);
        expect(tilesOf(dump, 'bucket') > 0).toBe(oracle.length >= LEAST_TILE_ROWS);
        dumps.add(JSON.stringify(dump));
      }
    }
    expect(dumps.size).toBe(1);
  });

  it.each(RULES)('agrees when the rows before a time are processed first (%s)', async (tradeMatching) => {
    for (const share of CUTS) await expectAgreementInTwo(rows, share, oracle, tradeMatching);
  });

  it.each(RULES)('agrees when ids are permuted, at once and in two steps (%s)', async (tradeMatching) => {
    const random = makeRandom(7);
    const permuted = { book: permuteIds(rows.book, random), trades: permuteIds(rows.trades, random) };
    const mapped = mapOracle(oracle, rows, permuted);
    await expectAgreementInTwo(permuted, 0, mapped, tradeMatching);
    await expectAgreementInTwo(permuted, 0.6, mapped, tradeMatching);
  });
});

async function expectAgreementInTwo(
  rows: Rows,
  share: number,
  oracle: readonly OracleRow[],
  tradeMatching: Rule,
): Promise<void> {
  const times = rows.book.map(({ timestamp }) => Number(timestamp)).sort((a, b) => a - b);
  const cut = times[Math.floor(share * times.length)]!;
  const isEarly = ({ timestamp }: { readonly timestamp: unknown }) => Number(timestamp) < cut;
  const path = makeSource({ book: rows.book.filter(isEarly), trades: rows.trades.filter(isEarly) });
  await processFile(path, { settings: { tradeMatching } });
  appendRows(path, {
    book: rows.book.filter((row) => !isEarly(row)),
    trades: rows.trades.filter((row) => !isEarly(row)),
  });
  await processFile(path, { settings: { tradeMatching } });
  expectAgreement(path, oracle, tradeMatching);
}

function expectAgreement(path: string, oracle: readonly OracleRow[], rule: Rule): void {
  const metrics = new Map(metricsOf(path).map((row) => [row.snapshot_id, row]));
  expect(metricsOf(path)).toHaveLength(oracle.length);
  const differences = oracle.filter(({ snapshotId, timestamp, obi, bestBid, bestAsk, cvd }) => {
    const row = metrics.get(snapshotId);
    if (row === undefined || row.timestamp !== timestamp) return true;
    if (row.best_bid !== bestBid || row.best_ask !== bestAsk) return true;
    if (!(Math.abs(row.obi - obi) <= 1e-12)) return true;
    return !(Math.abs(row.cvd - cvd[rule]) <= 1e-9 * Math.max(1, Math.abs(cvd[rule])));
  });
  expect(differences).toEqual([]);
}

function tilesOf(dump: ReturnType<typeof dumpOutput>, kind: string): number {
  return dump[`orderflow_${kind}_tiles`]!.length;
}

function oraclePath(name: string): string {
  return join(folder, name.replace(/\.db$/, '.oracle.csv'));
}

function readOracle(name: string): readonly OracleRow[] {
  const [head = '', ...lines] = readFileSync(oraclePath(name), 'utf8').trim().split(/\r?\n/);
  const columns = head.split(',');
  return lines.map((line) => {
    const fields = line.split(',');
    const field = (column: string) => fields[columns.indexOf(column)] ?? '';
    const price = (column: string) => (field(column) === '' ? null : Number(field(column)));
    return {
      snapshotId: Number(field('snapshot_id')),
      timestamp: field('timestamp'),
      obi: Number(field('obi')),
      bestBid: price('best_bid'),
      bestAsk: price('best_ask'),
      cvd: { window: Number(field('cvd_window')), exact: Number(field('cvd_exact')) },
    };
  });
}

function readRows(path: string): Rows {
  const database = new Database(path, { readonly: true });
  try {
    return {
      book: database.prepare<[], Rows['book'][number]>('SELECT * FROM book').all(),
      trades: database.prepare<[], Rows['trades'][number]>('SELECT *, trade_id AS tradeId FROM trades').all(),
    };
  } finally {
    database.close();
  }
}

/** The oracle of the same rows under other ids. Rows of one time keep their order. */
function mapOracle(oracle: readonly OracleRow[], from: Rows, to: Rows): readonly OracleRow[] {
  const inOrder = ({ book }: Rows) =>
    book
      .map(({ id, timestamp }) => ({ id: Number(id), time: Number(timestamp) }))
      .sort((a, b) => a.time - b.time || a.id - b.id);
  const target = inOrder(to);
  const ids = new Map(inOrder(from).map(({ id }, index) => [id, target[index]!.id]));
  return oracle.map((row) => ({ ...row, snapshotId: ids.get(row.snapshotId)! }));
}
