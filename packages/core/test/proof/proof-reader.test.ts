import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareTimestamps,
  type DataSource,
  generateMarket,
  type MarketBookRow,
  type MarketTradeRow,
} from '../../src/index.ts';
import { liveSource, metricsOf, openDataSet, storedSource } from '../data-set/support.ts';
import { bookRowsEvery, tradeRowsEvery } from '../support/arbitrary-rows.ts';
import { goodTradesOf, processPlainly } from '../support/plain-processing.ts';
import { bookRow, moment, SETTINGS, START, tradeRow } from '../support/rows.ts';

const LEVELS = { bids: '[[100,3,1,2],[99,5]]', asks: '[[101,1],[102,1]]' };

describe('readSnapshot', () => {
  it('gives the last snapshot at or before a moment, with its levels best first and its time as written', async () => {
    const dataSet = await openDataSet([
      liveSource({ book: [bookRow(1, 0), bookRow(2, 1000, LEVELS), bookRow(3, 2000)] }),
    ]);
    const { source, snapshot, timestampText } = await dataSet.proofs.readSnapshot({
      instrument: 'A',
      at: moment(1999),
    });
    expect({ source, id: snapshot.id, timestampText }).toEqual({
      source: 'a.db',
      id: 2,
      timestampText: `${START + 1000}`,
    });
    expect([...snapshot.bids.values()]).toEqual([
      { price: 100, size: 3, liquidationCount: 1, orderCount: 2 },
      { price: 99, size: 5, liquidationCount: 0, orderCount: 0 },
    ]);
    expect([...snapshot.asks.keys()]).toEqual([101, 102]);
  });

  it('gives the first snapshot for a moment before all', async () => {
    const dataSet = await openDataSet([liveSource({ book: [bookRow(4, 0), bookRow(5, 10)] })]);
    expect((await dataSet.proofs.readSnapshot({ instrument: 'A', at: moment(-1) })).snapshot.id).toBe(4);
  });

  it('gives the last of several at one time, or the one with the row id', async () => {
    const dataSet = await openDataSet([liveSource({ book: [bookRow(1, 0), bookRow(2, 0), bookRow(3, 0)] })]);
    const query = { instrument: 'A', at: moment(0) };
    expect((await dataSet.proofs.readSnapshot(query)).snapshot.id).toBe(3);
    expect((await dataSet.proofs.readSnapshot({ ...query, snapshotId: 2 })).snapshot.id).toBe(2);
    const wrong = dataSet.proofs.readSnapshot({ ...query, snapshotId: 9 });
    await expect(wrong).rejects.toMatchObject({ code: 'bad-argument' });
  });

  it('looks back over a gap of months, and past rows that cannot be read', async () => {
    const month = 30 * 86_400_000;
    const rows = [bookRow(1, 0), bookRow(2, month, { bids: 'broken' }), bookRow(3, 2 * month)];
    const dataSet = await openDataSet([liveSource({ book: rows })]);
    expect((await dataSet.proofs.readSnapshot({ instrument: 'A', at: moment(2 * month - 1) })).snapshot.id).toBe(1);
  });

  it('finds one whose levels overflow beyond the depth that counts', async () => {
    const settings = { ...SETTINGS, depth: 1 };
    const rows = [bookRow(1, 0, { bids: '[[100,1e308],[99,1e308]]' })];
    const dataSet = await openDataSet([await storedSource({ book: rows }, 'a.db', settings)], { settings });
    expect((await dataSet.proofs.readSnapshot({ instrument: 'A', at: moment(0) })).snapshot.id).toBe(1);
  });

  it('says that there is no snapshot where not one row can be read', async () => {
    const dataSet = await openDataSet([liveSource({ book: [bookRow(1, 0, { bids: 'broken' })] })]);
    const reading = dataSet.proofs.readSnapshot({ instrument: 'A', at: moment(0) });
    await expect(reading).rejects.toMatchObject({ code: 'empty-range' });
    const unknown = dataSet.proofs.readSnapshot({ instrument: 'Z', at: moment(0) });
    await expect(unknown).rejects.toMatchObject({ code: 'unknown-instrument' });
  });
});

describe('prove', () => {
  const book = [bookRow(1, 0), bookRow(2, 1000, LEVELS), bookRow(3, 2000)];
  const trades = [tradeRow(1, -5, 4), tradeRow(2, 500, 2), tradeRow(3, 1000, -7), tradeRow(4, 1001, 1)];

  it('works the metrics of one snapshot out', async () => {
    const dataSet = await openDataSet([await storedSource({ book, trades })]);
    const proof = await dataSet.proofs.prove({ instrument: 'A', at: moment(1000) });
    // OBI: (3 + 5 - 1 - 1) / (3 + 5 + 1 + 1) = 0.6. CVD: 4 before, then 2 - 7 = -5.
    expect(proof.obi).toEqual({ depth: null, bidVolume: 8, askVolume: 2, obi: 0.6 });
    expect(proof.cvd).toEqual({ checkpoint: null, tradesBetween: 1, before: 4, delta: -5, after: -1 });
    expect(proof.stored).toEqual({ obi: 0.6, cvd: -1 });
    expect(proof.tradeCount).toBe(2);
    expect(proof.trades.map(({ id, source, side, size }) => [id, source, side, size])).toEqual([
      [2, 'a.db', 'buy', 2],
      [3, 'a.db', 'sell', 7],
    ]);
    expect([proof.previous, proof.next]).toEqual([
      { ...moment(0), id: 1 },
      { ...moment(2000), id: 3 },
    ]);
  });

  it('counts the best levels alone where a depth is set', async () => {
    const dataSet = await openDataSet([liveSource({ book, trades })], { settings: { ...SETTINGS, depth: 1 } });
    const { obi, stored } = await dataSet.proofs.prove({ instrument: 'A', at: moment(1000) });
    expect(obi).toEqual({ depth: 1, bidVolume: 3, askVolume: 1, obi: 0.5 });
    expect(stored).toBeNull();
  });

  it('gives the first of two snapshots of one time all trades, and the second none', async () => {
    const dataSet = await openDataSet([
      liveSource({ book: [bookRow(1, 0), bookRow(2, 0)], trades: [tradeRow(1, 0, 3)] }),
    ]);
    const query = { instrument: 'A', at: moment(0) };
    expect(await dataSet.proofs.prove({ ...query, snapshotId: 1 })).toMatchObject({ tradeCount: 1, previous: null });
    const second = await dataSet.proofs.prove({ ...query, snapshotId: 2 });
    expect(second).toMatchObject({ tradeCount: 0, previous: { id: 1 }, cvd: { before: 3, delta: 0, after: 3 } });
  });

  it('carries the trades behind the last snapshot of a file over to the first of the next', async () => {
    const first = await storedSource(
      { book: [bookRow(1, 0)], trades: [tradeRow(1, 0, 5), tradeRow(2, 10, 2)] },
      'a.db',
    );
    const second = await storedSource({ book: [bookRow(1, 100)], trades: [tradeRow(1, 90, -1)] }, 'b.db');
    const dataSet = await openDataSet([first, second]);
    const proof = await dataSet.proofs.prove({ instrument: 'A', at: moment(100) });
    expect(proof.cvd).toEqual({ checkpoint: null, tradesBetween: 1, before: 5, delta: 1, after: 6 });
    expect(proof.stored?.cvd).toBe(6);
    expect(proof.trades.map(({ id, source }) => [id, source])).toEqual([
      [2, 'a.db'],
      [1, 'b.db'],
    ]);
  });

  it.each(['window', 'exact'] as const)('starts at the last checkpoint (%s)', async (tradeMatching) => {
    const settings = { ...SETTINGS, tradeMatching };
    const rows: { book: MarketBookRow[]; trades: MarketTradeRow[] } = { book: [], trades: [] };
    const market = generateMarket({ snapshots: 2500, levels: 2, intervalMs: 100, seed: 3, timestampFormat: 's' });
    for (const batch of market) {
      rows.book.push(...batch.book);
      rows.trades.push(...batch.trades);
    }
    const source = await storedSource(rows, 'a.db', settings);
    const dataSet = await openDataSet([source], { settings, batchSize: 500 });
    const [instrument = ''] = dataSet.instruments;
    for (const { snapshotId, timestamp, nanoseconds, cvd, obi } of (await metricsOf(dataSet)).slice(1020, 1030)) {
      const proof = await dataSet.proofs.prove({ instrument, at: { timestamp, nanoseconds }, snapshotId });
      expect(proof).toMatchObject({ obi: { obi }, cvd: { after: cvd }, stored: { obi, cvd } });
      expect(proof.cvd.checkpoint?.position.id).toBe(snapshotId <= 1024 ? undefined : 1024);
    }
  });
});

const rowsOf = fc.tuple(
  fc.array(bookRowsEvery(1), { minLength: 1, maxLength: 20 }),
  fc.array(tradeRowsEvery(1), { maxLength: 20 }),
);

describe.each(['stored', 'live'] as const)('prove of %s metrics', (kind) => {
  it.each(['window', 'exact'] as const)(
    'agrees with plain processing at every snapshot (%s)',
    async (tradeMatching) => {
      const settings = { ...SETTINGS, tradeMatching, depth: 2 };
      await fc.assert(
        fc.asyncProperty(rowsOf, async ([bookRows, tradeRows]) => {
          const book = bookRows.map((row, index) => ({ ...row, id: index + 1 }));
          const trades = tradeRows.map((row, index) => ({ ...row, id: index + 1 }));
          const source: DataSource =
            kind === 'stored' ? await storedSource({ book, trades }, 'a.db', settings) : liveSource({ book, trades });
          const dataSet = await openDataSet([source], { settings });
          let tradeCount = 0;
          const { rows } = processPlainly({ book, trades }, settings);
          for (const { snapshotId, instrument, timestamp, nanoseconds, obi, cvd } of rows) {
            const proof = await dataSet.proofs.prove({ instrument, at: { timestamp, nanoseconds }, snapshotId });
            expect(proof.snapshot.id).toBe(snapshotId);
            expect(proof).toMatchObject({ obi: { obi }, cvd: { after: cvd }, trades: { length: proof.tradeCount } });
            expect(proof.cvd.before + proof.cvd.delta).toBe(cvd);
            expect(proof.stored).toEqual(kind === 'stored' ? { obi, cvd } : null);
            tradeCount += proof.tradeCount;
          }
          if (tradeMatching === 'exact') return;
          const counted = goodTradesOf(trades).filter(({ row, at }) =>
            rows.some((one) => one.instrument === row.instrument && compareTimestamps(one, at) >= 0),
          );
          expect(tradeCount).toBe(counted.length);
        }),
      );
    },
  );
});
