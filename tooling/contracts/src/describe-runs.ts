import type { FillView, NewRun, OrderRecord, RoundTripRecord, RunRows, RunsRepository } from '@orderflow/core';
import { afterEach, describe, expect, it } from 'vitest';

/** A place for runs, as the suite needs it. */
export interface RunsUnderTest {
  readonly repository: RunsRepository;
  /** Closes it and opens it again, with what it holds. */
  readonly reopen: () => Promise<RunsUnderTest>;
  readonly close: () => Promise<void>;
}

/** Opens an empty place for runs. */
export type MakeRuns = () => Promise<RunsUnderTest>;

const NOON = Date.UTC(2025, 6, 1, 12);

/** A run under two maker models; `id` and hashes are hexadecimal. */
export function makeRun(id: string, changes: Partial<NewRun> = {}): NewRun {
  const summary = { makerModel: 'cross', statistics: { sharpe: null, hitRate: 0.5 } };
  const result = { pnl: -1.25, orders: 2, fills: 3, roundTrips: 2, sharpePerPeriod: 0.1, sampleMs: 10_000, summary };
  return {
    id,
    resultHash: 'f00d',
    createdAt: NOON,
    inputs: {
      strategy: 'obi-taker',
      parameters: { entryObi: 0.6, kind: 'plain' },
      assumptions: { fees: { makerFeeBps: -0.5 }, markoutHorizonsMs: [1000, 10_000] },
      dataHash: 'da7a',
      engine: '1',
      strategyCode: 'obi-taker 1',
    },
    data: {
      ...{ instruments: ['BTC-USDT'], startTime: NOON, endTime: NOON + 0.5, books: 7, trades: 9 },
      ...{ skippedBooks: 1, skippedTrades: 0 },
      problems: [{ table: 'book', reason: 'unreadable-levels', rows: 1, exampleRowId: 17 }],
    },
    results: [
      { ...result, makerModel: 'cross' },
      { ...result, makerModel: 'touch', pnl: null, sharpePerPeriod: null },
    ],
    rows: null,
    ...changes,
  };
}

/** Rows with every kind of value that there is. */
export function makeRows(fills: number, seed = 0): RunRows {
  const numbers = Array.from({ length: fills }, (_, index) => index);
  return {
    orders: [ORDER, { ...ORDER, id: 1, price: null, rejectReason: 'below-lot', status: 'rejected', isPostOnly: true }],
    fills: numbers.map((index) => ({ ...FILL, index, price: 100 + seed + index / 3, timestamp: NOON + index / 7 })),
    roundTrips: [TRIP, { ...TRIP, exitTime: null, isOpen: true, averageExitPrice: null, grossPnl: null, netPnl: null }],
    equity: { startTime: NOON - 10_000, intervalMs: 10_000, values: Float64Array.of(100, 0.1 + 0.2, Number.NaN, -0) },
  };
}

const ORDER: OrderRecord = {
  id: 0,
  instrument: 'BTC-USDT',
  side: 'buy',
  price: 60_000.5,
  size: 0.1 + 0.2,
  filled: 0.1,
  timeInForce: 'gtc',
  isPostOnly: false,
  status: 'cancelled',
  rejectReason: null,
  sentAt: NOON + 0.25,
  endedAt: null,
};

const FILL: FillView = {
  index: 0,
  orderId: 1,
  instrument: 'BTC-USDT',
  side: 'sell',
  price: 100,
  size: 0.01,
  fee: -0.000_003,
  rule: 'queue',
  timestamp: NOON,
  bookId: 2 ** 53 - 1,
  tradeId: null,
  queueBefore: 0.1,
  queueAfter: null,
};

const TRIP: RoundTripRecord = {
  instrument: 'BTC-USDT',
  side: 'sell',
  entryTime: NOON + 1 / 3,
  exitTime: NOON + 2,
  isOpen: false,
  peakSize: 0.3,
  averageEntryPrice: 60_000.1,
  averageExitPrice: 59_999.9,
  grossPnl: 0.06,
  fees: 0.01,
  netPnl: 0.05,
  notional: 36_000,
  fillCount: 2,
  firstFill: 0,
  lastFill: 1,
};

/** The suite that every implementation of `RunsRepository` must pass. */
export function describeRuns(name: string, make: MakeRuns): void {
  describe(`${name} as a place for runs`, () => {
    const opened: RunsUnderTest[] = [];
    afterEach(async () => {
      for (const open of opened.splice(0)) await open.close();
    });
    const open = async (): Promise<RunsRepository> => {
      opened.push(await make());
      return opened.at(-1)!.repository;
    };
    const reopen = async (): Promise<RunsRepository> => {
      opened.push(await opened.pop()!.reopen());
      return opened.at(-1)!.repository;
    };

    it('gives a run back as it was stored, also after it was closed', async () => {
      const runs = await open();
      const { rows: _, ...stored } = makeRun('ab12');
      expect(await runs.save(makeRun('ab12'))).toBe('stored');
      expect(await runs.find('ab12')).toEqual([{ ...stored, hasRows: false }]);
      expect(await (await reopen()).list({})).toEqual([{ ...stored, hasRows: false }]);
    });

    it('gives rows back as they were stored, each with its result, to the last bit', async () => {
      const runs = await open();
      await runs.save(makeRun('ab12', { rows: [makeRows(3), makeRows(2, 50)] }));
      await runs.save(makeRun('cd34', { rows: [makeRows(0), makeRows(1, 9)] }));
      const again = await reopen();
      for (const [id, makerModel, expected] of [
        ['ab12', 'cross', makeRows(3)],
        ['ab12', 'touch', makeRows(2, 50)],
        ['cd34', 'cross', makeRows(0)],
      ] as const) {
        const query = { id, makerModel, batchSize: 2 };
        expect(await rowsOf(again.iterateOrders(query))).toEqual([...expected.orders]);
        expect(await rowsOf(again.iterateFills(query))).toEqual([...expected.fills]);
        expect(await rowsOf(again.iterateRoundTrips(query))).toEqual([...expected.roundTrips]);
        const equity = await again.loadEquity(id, makerModel);
        expect(equity).toEqual(expected.equity);
        expect(Object.is(equity?.values[3], -0)).toBe(true);
      }
    });

    it('reads rows in batches, from a row on', async () => {
      const runs = await open();
      await runs.save(makeRun('ab12', { rows: [makeRows(5), makeRows(0)] }));
      const query = { id: 'ab12', makerModel: 'cross' };
      const sizes = async (first: number, batchSize: number) => {
        const batches: number[][] = [];
        for await (const batch of runs.iterateFills({ ...query, first, batchSize })) {
          batches.push(batch.map(({ index }) => index));
        }
        return batches;
      };
      expect(await sizes(0, 2)).toEqual([[0, 1], [2, 3], [4]]);
      expect(await sizes(1, 2)).toEqual([
        [1, 2],
        [3, 4],
      ]);
      expect(await sizes(4, 100)).toEqual([[4]]);
      expect(await sizes(5, 2)).toEqual([]);
    });

    it('has no rows of a run that came without, nor of one that it does not know', async () => {
      const runs = await open();
      await runs.save(makeRun('ab12'));
      for (const [id, makerModel] of [
        ['ab12', 'cross'],
        ['ab12', 'risk-averse'],
        ['ab', 'cross'],
      ] as const) {
        const query = { id, makerModel, batchSize: 10 };
        expect(await rowsOf(runs.iterateOrders(query))).toEqual([]);
        expect(await rowsOf(runs.iterateFills(query))).toEqual([]);
        expect(await rowsOf(runs.iterateRoundTrips(query))).toEqual([]);
        expect(await runs.loadEquity(id, makerModel)).toBeNull();
      }
    });

    it('knows a run that is stored again, and keeps when it came first', async () => {
      const runs = await open();
      await runs.save(makeRun('ab12'));
      expect(await runs.save(makeRun('ab12', { createdAt: NOON + 5 }))).toBe('known');
      const all = await runs.list({});
      expect(all.map(({ id, createdAt }) => [id, createdAt])).toEqual([['ab12', NOON]]);
    });

    it('takes the rows of a run that it knows without', async () => {
      const runs = await open();
      await runs.save(makeRun('ab12'));
      const again = makeRun('ab12', { createdAt: NOON + 5, rows: [makeRows(3), makeRows(1)] });
      expect(await runs.save(again)).toBe('known');
      const [run] = await runs.find('ab12');
      expect([run?.hasRows, run?.createdAt]).toEqual([true, NOON]);
      const query = { id: 'ab12', makerModel: 'cross', batchSize: 10 };
      expect((await rowsOf(runs.iterateFills(query))).length).toBe(3);
      expect(await runs.save(makeRun('ab12', { rows: [makeRows(3), makeRows(1)] }))).toBe('known');
      expect(await runs.save(makeRun('ab12'))).toBe('known');
      expect((await rowsOf(runs.iterateFills(query))).length).toBe(3);
    });

    it('leaves a run alone whose inputs now give other results', async () => {
      const runs = await open();
      await runs.save(makeRun('ab12'));
      const other = makeRun('ab12', { resultHash: 'beef', rows: [makeRows(1), makeRows(1)] });
      expect(await runs.save(other)).toBe('differs');
      const all = await runs.list({});
      expect(all.map(({ resultHash, hasRows }) => [resultHash, hasRows])).toEqual([['f00d', false]]);
    });

    it('finds runs by the beginning of their id, latest first, ten at most', async () => {
      const runs = await open();
      for (const id of ['ab12', 'ab34', 'ac00', 'abff', 'b']) await runs.save(makeRun(id));
      const ids = async (prefix: string) => (await runs.find(prefix)).map(({ id }) => id);
      expect(await ids('ab')).toEqual(['abff', 'ab34', 'ab12']);
      expect(await ids('ab3')).toEqual(['ab34']);
      expect(await ids('ab12')).toEqual(['ab12']);
      expect(await ids('c')).toEqual([]);
      expect(await ids('%')).toEqual([]);
      for (let run = 10; run < 25; run++) await runs.save(makeRun(`d${run}`));
      expect((await ids('d')).length).toBe(10);
    });

    it('lists the runs of a strategy and of data, latest first', async () => {
      const runs = await open();
      const { inputs } = makeRun('');
      await runs.save(makeRun('a1'));
      await runs.save(makeRun('a2', { inputs: { ...inputs, strategy: 'other' } }));
      await runs.save(makeRun('a3', { inputs: { ...inputs, dataHash: 'da7b' } }));
      await runs.save(makeRun('a4'));
      const ids = async (query: Parameters<typeof runs.list>[0]) => (await runs.list(query)).map(({ id }) => id);
      expect(await ids({})).toEqual(['a4', 'a3', 'a2', 'a1']);
      expect(await ids({ limit: 2 })).toEqual(['a4', 'a3']);
      expect(await ids({ strategy: 'obi-taker' })).toEqual(['a4', 'a3', 'a1']);
      expect(await ids({ strategy: 'obi-taker', dataHash: 'da7a' })).toEqual(['a4', 'a1']);
      expect(await ids({ strategy: 'none' })).toEqual([]);
    });

    it('tells the trials of a family on the same data', async () => {
      const runs = await open();
      const { inputs } = makeRun('');
      await runs.save(makeRun('a1'));
      const others = { ...inputs, parameters: { entryObi: 0.9 } };
      await runs.save(makeRun('a2', { inputs: others }));
      await runs.save(makeRun('a3', { inputs: { ...inputs, dataHash: 'da7b' } }));
      expect(await runs.loadTrials('obi-taker', 'da7a')).toEqual([
        { id: 'a1', inputs, makerModel: 'cross', sharpePerPeriod: 0.1, sampleMs: 10_000 },
        { id: 'a1', inputs, makerModel: 'touch', sharpePerPeriod: null, sampleMs: 10_000 },
        { id: 'a2', inputs: others, makerModel: 'cross', sharpePerPeriod: 0.1, sampleMs: 10_000 },
        { id: 'a2', inputs: others, makerModel: 'touch', sharpePerPeriod: null, sampleMs: 10_000 },
      ]);
      expect(await runs.loadTrials('none', 'da7a')).toEqual([]);
    });
  });
}

async function rowsOf<Row>(batches: AsyncIterable<readonly Row[]>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}
