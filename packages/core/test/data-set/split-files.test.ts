import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Book,
  compareTimestamps,
  type DataQuery,
  DataSet,
  type DataSource,
  isInRange,
  type MarketBookRow,
  type MarketTradeRow,
  MetricCalculator,
  type MetricSettings,
  Storage,
  type TimeRange,
  type Timestamp,
} from '../../src/index.ts';
import { bookRowsEvery, tradeRowsEvery } from '../support/arbitrary-rows.ts';
import { collect } from '../support/collect.ts';
import { MemoryMetricsRepository, metricAt, type StoredMetric } from '../support/memory-metrics-repository.ts';
import { MemoryRepository } from '../support/memory-repository.ts';
import { goodTradesOf, type PlainSource, processPlainly, timed } from '../support/plain-processing.ts';
import { moment } from '../support/rows.ts';

const SIX_HOURS = 6 * 3_600_000;

/** Live: no metrics. Stored: processed whole. Stale: the last rows came after processing. */
type Standing = 'live' | 'stored' | 'stale';

interface Scenario {
  readonly book: readonly MarketBookRow[];
  readonly trades: readonly MarketTradeRow[];
  /** Where one file ends and the next begins. */
  readonly cuts: readonly Timestamp[];
  readonly standings: readonly Standing[];
  readonly settings: MetricSettings;
  readonly query: Required<Pick<DataQuery, 'cvdReset'>> & DataQuery & { readonly range: TimeRange };
  readonly batchSize: number;
}

const anyMoment = fc
  .record({ step: fc.nat(13), nanos: fc.nat(2) })
  .map(({ step, nanos }) => moment(step * SIX_HOURS, nanos));
const scenario: fc.Arbitrary<Scenario> = fc.record({
  book: fc.array(bookRowsEvery(SIX_HOURS), { minLength: 3, maxLength: 40, size: 'max' }).map(withIds),
  trades: fc
    .array(tradeRowsEvery(SIX_HOURS), { maxLength: 40, size: 'max' })
    .map((rows) => withIds(rows).map((row) => ({ ...row, tradeId: `t${row.id}` }))),
  cuts: fc.array(anyMoment, { maxLength: 3 }).map((cuts) => cuts.sort(compareTimestamps)),
  standings: fc.array(fc.constantFrom('live' as const, 'stored' as const, 'stale' as const), {
    minLength: 4,
    maxLength: 4,
  }),
  settings: fc.record({
    depth: fc.constantFrom(null, 1),
    tradeMatching: fc.constantFrom('window' as const, 'exact' as const),
    maxLevelBytes: fc.constant(1000),
  }),
  query: fc.record(
    {
      instrument: fc.constantFrom('A', 'B'),
      range: fc.record({ start: anyMoment, end: anyMoment }, { requiredKeys: [] }),
      cvdReset: fc.constantFrom('none' as const, 'day' as const),
    },
    { requiredKeys: ['range', 'cvdReset'] },
  ),
  batchSize: fc.constantFrom(1, 2, 7, 1000),
});

function withIds<Row>(rows: readonly Row[]): readonly (Row & { readonly id: number })[] {
  return rows.map((row, index) => ({ ...row, id: index + 1 }));
}

/** The rows of each file; rows without a readable time are in the first. */
function split({ book, trades, cuts }: Scenario): readonly PlainSource[] {
  return [...cuts, undefined].map((end, index) => {
    const start = cuts[index - 1];
    const isHere = (at: Timestamp | undefined) =>
      at === undefined ? index === 0 : isInRange(at, { ...(start && { start }), ...(end && { end }) });
    const keep = <Row extends MarketBookRow | MarketTradeRow>(rows: readonly Row[]) => {
      const moments = new Map(timed(rows).map(({ row, at }) => [row, at]));
      return rows.filter((row) => isHere(moments.get(row)));
    };
    return { book: keep(book), trades: keep(trades) };
  });
}

async function open(files: readonly PlainSource[], { standings, settings, batchSize }: Scenario): Promise<DataSet> {
  const sources: DataSource[] = [];
  for (const [index, file] of files.entries()) {
    const repository = new MemoryRepository(file, { name: `${index}.db` });
    const standing = standings[index]!;
    const metrics = new MemoryMetricsRepository();
    if (standing !== 'live') {
      const rows = standing === 'stored' ? file : { book: file.book.slice(0, -1), trades: file.trades.slice(0, -1) };
      const early = new MemoryRepository(rows);
      await new Storage({ repository: early, metrics, settings, batchSize }).buildBooktickFromDb();
    }
    sources.push({ repository, metrics: standing === 'live' ? null : metrics });
  }
  return DataSet.open(sources, { settings, batchSize });
}

/** A file's trades count where it has snapshots of their instrument. */
function countedRows(files: readonly PlainSource[], dataSet: DataSet): PlainSource {
  const hasPart = (file: number, instrument: string | null) =>
    dataSet.parts.some((part) => part.source.repository.name === `${file}.db` && part.instrument === instrument);
  return {
    book: files.flatMap(({ book }) => book),
    trades: files.flatMap(({ trades }, file) => trades.filter(({ instrument }) => hasPart(file, instrument))),
  };
}

/** The ids of the trades between each snapshot and the one before, from the start of a range on. */
function tradeIdsOf(rows: readonly StoredMetric[], source: PlainSource, { start }: TimeRange) {
  const taken = new Set<string | null>();
  const trades = goodTradesOf(source.trades).filter(
    ({ at }) => start === undefined || compareTimestamps(at, start) >= 0,
  );
  return rows.map((snapshot) => {
    const own = trades.filter(
      ({ row, at }) =>
        row.instrument === snapshot.instrument && compareTimestamps(at, snapshot) <= 0 && !taken.has(row.tradeId),
    );
    for (const { row } of own) taken.add(row.tradeId);
    return own.map(({ row }) => row.tradeId);
  });
}

function ofBooks(books: readonly Book[]) {
  return books.flatMap((book) =>
    Array.from({ length: book.length }, (_, index) => ({
      ...book.metric(index),
      trades: book.tradesOf(index).map(({ tradeId }) => tradeId),
    })),
  );
}

const calculator = new MetricCalculator();

describe('one capture in several files', () => {
  it('reads as the whole capture does, stored or live, with metrics or levels', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (scenario) => {
        const { settings, query } = scenario;
        const files = split(scenario);
        const dataSet = await open(files, scenario);
        const source = countedRows(files, dataSet);
        const wanted = processPlainly(source, settings, query.cvdReset)
          .rows.filter((row) => isInRange(row, query.range) && (query.instrument ?? row.instrument) === row.instrument)
          .sort((a, b) => (a.instrument === b.instrument ? 0 : a.instrument < b.instrument ? -1 : 1));
        const metrics = collect(dataSet.iterateMetrics(query));
        if (wanted.length === 0) {
          await expect(metrics).rejects.toMatchObject({
            code: expect.stringMatching(/^(empty-range|unknown-instrument)$/),
          });
          return;
        }
        const rows = (await metrics).flatMap((columns) =>
          Array.from({ length: columns.count }, (_, row) => metricAt(columns, row)),
        );
        expect(rows).toEqual(wanted);
        const trades = tradeIdsOf(wanted, source, query.range);
        const snapshots = wanted.map(({ text: _, ...row }, index) => ({ ...row, trades: trades[index] }));
        expect(ofBooks(await collect(dataSet.iterateBooks(query, 'metrics')))).toEqual(snapshots);
        const books = await collect(dataSet.iterateBooks(query, 'levels'));
        expect(ofBooks(books)).toEqual(snapshots);
        const tradeIds = (await collect(dataSet.iterateTrades(query))).flatMap(({ tradeIds }) => tradeIds);
        expect(tradeIds).toEqual(
          dataSet.select(query).flatMap(({ instrument }) =>
            goodTradesOf(source.trades)
              .filter(({ row, at }) => row.instrument === instrument && isInRange(at, query.range))
              .map(({ row }) => row.tradeId),
          ),
        );
        const obis = books.flatMap((book) =>
          [...book].map((snapshot) => calculator.calculateObi(snapshot, { depth: settings.depth })),
        );
        expect(obis).toEqual(wanted.map(({ obi }) => obi));
      }),
      { numRuns: 1000, seed: 3 },
    );
  });
});
