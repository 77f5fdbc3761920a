import { makeTally, readLevelsPlainly, SEED, TIMEOUT, times } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import {
  type MarketBookRow,
  type MarketTradeRow,
  type MetricSettings,
  type SnapshotColumns,
  Storage,
} from '../../src/index.ts';
import { Random } from '../../src/market/random.ts';
import { MemoryMetricsRepository } from '../support/memory-metrics-repository.ts';
import { MemoryRepository } from '../support/memory-repository.ts';
import { bookRow, SETTINGS, tradeRow } from '../support/rows.ts';

const DATABASES = 60;
const ROWS = 120;
const LIARS = 60;
/** Trades above it are skipped, so that no sum of a table's trades can overflow. */
const LARGEST_SIZE = 1e280;

const tally = makeTally('bounds', 'metrics');

/** Sizes and prices at the ends of the doubles, and some between. */
const EXTREMES = [
  '5e-324',
  '1e-308',
  '1e-100',
  '0.5',
  '1',
  '60000',
  '1e15',
  '1e100',
  '1e300',
  '8e307',
  '1.7976931348623157e308',
];

function extreme(random: Random): string {
  return random.chance(0.5) ? '1' : EXTREMES[random.below(EXTREMES.length)]!;
}

function extremeSide(random: Random): string {
  const levels = Array.from({ length: random.below(5) }, () => `[${extreme(random)},${extreme(random)}]`);
  return `[${levels.join(',')}]`;
}

function extremeRows(random: Random): { readonly book: MarketBookRow[]; readonly trades: MarketTradeRow[] } {
  const rows = Array.from({ length: ROWS }, (_, row) => row + 1);
  return {
    book: rows.map((id) => bookRow(id, 10 * id, { bids: extremeSide(random), asks: extremeSide(random) })),
    trades: rows.map((id) => {
      const size = Number(random.chance(0.3) ? '1e280' : extreme(random));
      return tradeRow(id, 10 * random.below(ROWS), random.chance(0.5) ? size : -size);
    }),
  };
}

/** Whether a side's size, or both together, is beyond the doubles: of the best `depth` levels, as they are added. */
function overflows({ bids, asks }: MarketBookRow, depth: number | null): boolean {
  const [bid, ask] = [volumeOf(bids, -1, depth), volumeOf(asks, 1, depth)];
  return bid + ask === Number.POSITIVE_INFINITY;
}

function volumeOf(text: string | null, sign: 1 | -1, depth: number | null): number {
  const levels = readLevelsPlainly(text ?? '');
  if (typeof levels === 'string') throw new Error(`${levels}: ${text}`);
  const sizes = new Map<number, number>();
  if (depth === null) return levels.reduce((sum, [, size]) => sum + size, 0);
  for (const [price, size] of levels) sizes.set(price, (sizes.get(price) ?? 0) + size);
  const best = [...sizes].sort(([a], [b]) => sign * (a - b)).slice(0, depth);
  return best.reduce((sum, [, size]) => sum + size, 0);
}

/** A source whose snapshots are wrong in one row. */
class Liar extends MemoryRepository {
  lie: { readonly rowId: number; readonly column: 'obi' | 'bestBid' | 'bestAsk'; readonly value: number } | null = null;

  override async *iterateSnapshots(
    ...query: Parameters<MemoryRepository['iterateSnapshots']>
  ): AsyncGenerator<SnapshotColumns> {
    for await (const columns of super.iterateSnapshots(...query)) {
      const { lie } = this;
      const row = lie === null ? -1 : columns.ids.indexOf(lie.rowId);
      if (lie !== null && row >= 0) columns[lie.column][row] = lie.value;
      yield columns;
    }
  }
}

const LIES = [
  ['obi', 1.0000001],
  ['obi', Number.NaN],
  ['obi', Number.NEGATIVE_INFINITY],
  ['bestBid', Number.POSITIVE_INFINITY],
  ['bestBid', -0.5],
  ['bestAsk', Number.POSITIVE_INFINITY],
] as const;

describe(`metrics (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it('stay in their bounds, and what overflows is a problem of its row', async () => {
    const random = new Random(SEED, 2);
    for (let database = 0; database < times(DATABASES); database++) {
      const source = new MemoryRepository(extremeRows(random));
      const metrics = new MemoryMetricsRepository();
      const depth = [null, 1, 2][database % 3]!;
      const settings: MetricSettings = { ...SETTINGS, depth };
      await new Storage({
        repository: source,
        metrics,
        settings,
        batchSize: 1 + random.below(50),
      }).buildBooktickFromDb();
      const bad = source.book.filter((row) => overflows(row, depth)).map(({ id }) => ({ table: 'book', rowId: id }));
      const found = metrics.problems.filter(({ table }) => table === 'book');
      expect(found).toEqual(bad.map((row) => ({ ...row, reason: 'overflow' })));
      const last = source.book.at(-1)!;
      const badTrades = source.trades.filter(
        ({ size, timestamp }) => size! > LARGEST_SIZE && Number(timestamp) <= Number(last.timestamp),
      );
      const foundTrades = metrics.problems.filter(({ table }) => table === 'trades');
      expect(foundTrades.map(({ rowId, reason }) => [rowId, reason])).toEqual(
        badTrades.map(({ id }) => [id, 'overflow']),
      );
      for (const { obi, cvd, bestBid, bestAsk } of metrics.rows) {
        expect(Math.abs(obi)).toBeLessThanOrEqual(1);
        expect(Number.isFinite(cvd)).toBe(true);
        for (const price of [bestBid, bestAsk])
          expect(price === null || (price >= 0 && Number.isFinite(price))).toBe(true);
      }
      tally.count('metrics in their bounds', metrics.rows.length);
      tally.count('rows that overflow', bad.length + badTrades.length);
    }
  });

  it('that cannot be stop the run with the id of their row, and nothing of their batch is stored', async () => {
    const random = new Random(SEED, 3);
    for (let liar = 0; liar < times(LIARS); liar++) {
      const rows = Array.from({ length: ROWS }, (_, row) => bookRow(row + 1, 10 * row));
      const source = new Liar({ book: rows });
      const [column, value] = LIES[random.below(LIES.length)]!;
      const rowId = 1 + random.below(ROWS);
      source.lie = { column, value, rowId };
      const metrics = new MemoryMetricsRepository();
      const batchSize = 1 + random.below(30);
      const storage = new Storage({ repository: source, metrics, settings: SETTINGS, batchSize, commitRows: 1 });
      const code = 'broken-invariant';
      await expect(storage.buildBooktickFromDb()).rejects.toMatchObject({
        code,
        message: expect.stringContaining(`book row ${rowId} would get ${column} ${value}`),
      });
      expect(metrics.rows).toHaveLength(batchSize * Math.floor((rowId - 1) / batchSize));
      source.lie = null;
      await storage.buildBooktickFromDb();
      expect(metrics.rows).toHaveLength(ROWS);
      tally.count('runs stopped at a metric that cannot be');
    }
  });
});
