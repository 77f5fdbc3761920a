import { describe, expect, it } from 'vitest';
import {
  type MarketBookRow,
  type MarketTradeRow,
  MetricColumnsBuilder,
  type ProcessingState,
} from '../../src/index.ts';
import { FIRST_STATE, findLastCheckpoint, goBackTo, isStateCurrent, planFrom } from '../../src/pipeline/resume-plan.ts';
import { MemoryMetricsRepository } from '../support/memory-metrics-repository.ts';
import { MemoryRepository } from '../support/memory-repository.ts';
import { bookRow, moment, SETTINGS, tradeRow } from '../support/rows.ts';

/** Counts what it is asked to count. */
class CountingRepository extends MemoryRepository {
  counts = 0;

  override countRows(...question: Parameters<MemoryRepository['countRows']>): Promise<number> {
    this.counts++;
    return super.countRows(...question);
  }
}

function sourceOf(book: readonly MarketBookRow[], trades: readonly MarketTradeRow[] = []): CountingRepository {
  return new CountingRepository({ book, trades });
}

/** The state at a time in ms, behind rows with these ids. */
function stateAt(ms: number, book: readonly number[], trades: readonly number[] = []): ProcessingState {
  const progressOf = (ids: readonly number[]) => ({
    timedRows: ids.length,
    lastId: ids.length === 0 ? null : Math.max(...ids),
    order: 'id' as const,
  });
  const position = { ...moment(ms), id: book.at(-1)! };
  return { metricRows: book.length, position, book: progressOf(book), trades: progressOf(trades), instruments: [] };
}

/** A place that knows these book rows to have no readable time, and these checkpoints. */
async function metricsWith(untimed: readonly number[] = [], checkpoints: readonly ProcessingState[] = []) {
  const metrics = new MemoryMetricsRepository();
  await metrics.createMetricsTable(SETTINGS, { replace: true });
  const problems = untimed.map((rowId) => ({ table: 'book', rowId, reason: 'unreadable-timestamp' }) as const);
  const batch = { metrics: new MetricColumnsBuilder(0).build([]), problems, state: FIRST_STATE, checkpoints };
  await metrics.insertMetricsBatch(batch);
  return metrics;
}

const [B1, B2, B3, B4] = [10, 20, 30, 40].map((ms, index) => bookRow(index + 1, ms)) as [
  MarketBookRow,
  MarketBookRow,
  MarketBookRow,
  MarketBookRow,
];

describe('planFrom', () => {
  it('starts with everything, as it lies', async () => {
    const plan = await planFrom(sourceOf([B1]), await metricsWith(), FIRST_STATE);
    expect(plan).toEqual({ state: FIRST_STATE, book: { order: 'id' }, trades: { order: 'id' } });
    expect(await isStateCurrent(sourceOf([B1]), plan)).toBe(true);
  });

  it('goes on behind the last id where the rows up to it are those consumed', async () => {
    const source = sourceOf([B1, B2, B3], [tradeRow(1, 5, 1), tradeRow(2, 30, 1)]);
    const plan = await planFrom(source, await metricsWith(), stateAt(20, [1, 2], [1]));
    expect([plan.book, plan.trades]).toEqual([
      { order: 'id', afterId: 2 },
      { order: 'id', afterId: 1 },
    ]);
    expect(await isStateCurrent(source, plan)).toBe(true);
  });

  it('reads in time order where a row is gone', async () => {
    const source = sourceOf([B1, B3]);
    const plan = await planFrom(source, await metricsWith(), stateAt(30, [1, 2, 3]));
    expect(plan.book).toMatchObject({ order: 'time' });
    expect(await isStateCurrent(source, plan)).toBe(false);
  });

  it('counts rows where ids have holes, those without a time included', async () => {
    const source = sourceOf([B1, { ...B2, timestamp: 'x' }, B4]);
    const plan = await planFrom(source, await metricsWith([2]), stateAt(40, [1, 4]));
    expect(plan.book).toEqual({ order: 'id', afterId: 4 });
    expect(source.counts).toBe(1);
  });

  it('takes all trades anew where none was consumed', async () => {
    const source = sourceOf([B1], [tradeRow(1, 20, 1)]);
    expect((await planFrom(source, await metricsWith(), stateAt(10, [1]))).trades).toEqual({ order: 'id' });
  });

  it('reads in time order behind the position where other rows stand up to the last id', async () => {
    const state = stateAt(30, [1, 3], [2]);
    const source = sourceOf([B1, { ...B2, timestamp: B4.timestamp }, B3], [tradeRow(1, 35, 1), tradeRow(2, 5, 1)]);
    const plan = await planFrom(source, await metricsWith(), state);
    expect(plan.book).toEqual({ order: 'time', after: { ...moment(30), id: 3 } });
    // All trades of the position's own time are consumed.
    expect(plan.trades).toEqual({ order: 'time', after: { ...moment(30), id: Number.MAX_SAFE_INTEGER } });
    expect(plan.state).toMatchObject({ book: { order: 'time' }, trades: { order: 'time' } });
    // Row 2 lies behind the position, trade 1 too: nothing is late.
    expect(await isStateCurrent(source, plan)).toBe(true);
  });

  it('finds rows that came late by their rank', async () => {
    const lateBook = sourceOf([B1, B2, B3]);
    expect(await isStateCurrent(lateBook, await planFrom(lateBook, await metricsWith(), stateAt(30, [1, 3])))).toBe(
      false,
    );
    const lateTrade = sourceOf([B1], [tradeRow(1, 10, 1), tradeRow(2, 5, 1)]);
    const plan = await planFrom(lateTrade, await metricsWith(), stateAt(10, [1], [2]));
    expect(await isStateCurrent(lateTrade, plan)).toBe(false);
  });

  it('goes on though the table is empty by now', async () => {
    const plan = await planFrom(sourceOf([]), await metricsWith(), stateAt(10, [1]));
    expect(plan.book).toEqual({ order: 'time', after: { ...moment(10), id: 1 } });
    expect(await isStateCurrent(sourceOf([]), plan)).toBe(false);
  });
});

describe('findLastCheckpoint', () => {
  it('finds the last that holds, whatever their number, in few looks', async () => {
    for (let count = 0; count <= 9; count++) {
      const checkpoints = Array.from({ length: count }, (_, index) => stateAt(index, [index + 1]));
      const metrics = await metricsWith([], checkpoints);
      for (let holding = 0; holding <= count; holding++) {
        let looks = 0;
        const found = await findLastCheckpoint(metrics, (state) => {
          looks++;
          return state.position!.id <= holding;
        });
        expect(found?.position?.id ?? 0).toBe(holding);
        expect(looks).toBeLessThanOrEqual(4);
      }
    }
  });
});

describe('goBackTo', () => {
  const checkpoints = [stateAt(10, [1]), stateAt(30, [1, 3]), stateAt(40, [1, 3, 4])];

  it('goes back to the last checkpoint that holds', async () => {
    const metrics = await metricsWith([], checkpoints);
    const source = sourceOf([B1, B3, B4]);
    const plan = await goBackTo(source, metrics, ({ position }) => position!.id < 4, { book: 'time' });
    expect(plan).toMatchObject({ state: { metricRows: 2 }, book: { order: 'time', afterId: 3 } });
    expect([metrics.state?.metricRows, metrics.checkpoints.length]).toEqual([2, 2]);
  });

  it('goes back further where rows came late before that one', async () => {
    const metrics = await metricsWith([], checkpoints);
    const plan = await goBackTo(sourceOf([B1, B2, B3, B4]), metrics, () => true);
    expect(plan).toMatchObject({ state: { metricRows: 1 }, book: { order: 'id', afterId: 1 } });
    expect(metrics.checkpoints).toHaveLength(1);
  });

  it('begins anew where no checkpoint is left', async () => {
    const metrics = await metricsWith([], checkpoints);
    const plan = await goBackTo(sourceOf([B1]), metrics, () => false, { trades: 'time' });
    expect(plan).toMatchObject({
      state: { metricRows: 0, position: null },
      book: { order: 'id' },
      trades: { order: 'time' },
    });
    expect(metrics.state).toBeNull();
  });
});
