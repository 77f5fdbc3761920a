import { Book, DEFAULT_CONFIGURATION, type StrategyReport } from '@orderflow/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DefaultStrategy, type DefaultStrategySettings } from '../src/default-strategy.ts';
import { bookOf, bookOfSnapshots, type Row, snapshotOf } from './support/books.ts';

const NOON = Date.UTC(2025, 6, 1, 12);
const SETTINGS: DefaultStrategySettings = {
  ...DEFAULT_CONFIGURATION,
  alerts: {
    ...DEFAULT_CONFIGURATION.alerts,
    obiLevel: 0.6,
    obiHoldSeconds: 2,
    cvdChange: 10,
    cvdWindowSeconds: 5,
    spreadBps: 120,
    divergenceBps: 50,
    divergenceWindowSeconds: 5,
  },
};

/** Four snapshots, one of each shape: two-sided, one-sided, crossed, two-sided. */
const ROWS: readonly Row[] = [
  { timestamp: NOON, obi: 0.5, cvd: 3, bid: 100, ask: 101, trades: [4, -1] },
  { timestamp: NOON + 1000, obi: 1, cvd: 3, bid: 100, ask: Number.NaN },
  { timestamp: NOON + 2000, obi: -0.5, cvd: -1, bid: 102, ask: 102, trades: [-4] },
  { timestamp: NOON + 3000, obi: 0, cvd: 1, bid: 99, ask: 100, trades: [2] },
];

function reportOf(books: readonly Book[], settings = SETTINGS): StrategyReport {
  const strategy = new DefaultStrategy(settings);
  for (const book of books) strategy.onBooktick(book);
  return strategy.finish();
}

/** The rows as one book a batch; a cut is the index of a batch's first row. */
function batched(rows: readonly Row[], cuts: readonly number[]): readonly Book[] {
  const bounds = [0, ...cuts.toSorted((a, b) => a - b), rows.length];
  return bounds.slice(1).map((end, index) => {
    const start = bounds[index]!;
    return bookOf(rows.slice(start, end), { firstId: start + 1 });
  });
}

describe('DefaultStrategy', () => {
  it('sums up an instrument', () => {
    const strategy = new DefaultStrategy();
    strategy.onBooktick(bookOf(ROWS));
    expect(strategy.getMetricsSummary('BTCUSDT')).toEqual({
      instrument: 'BTCUSDT',
      snapshots: 4,
      first: { timestamp: NOON, nanoseconds: 0 },
      last: { timestamp: NOON + 3000, nanoseconds: 0 },
      obi: {
        min: -0.5,
        max: 1,
        // (0.5 + 1 - 0.5 + 0) / 4.
        mean: 0.25,
        // Distances .25, .75, -.75, -.25: squares .0625 + .5625 + .5625 + .0625 = 1.25; root of 1.25 / 3.
        standardDeviation: expect.closeTo(Math.sqrt(1.25 / 3), 14),
        // Sorted -.5, 0, .5, 1; rank 3p: .03, .15, .75, 1.5, 2.25, 2.85, 2.97.
        quantiles: [-0.485, -0.425, -0.125, 0.25, 0.625, 0.925, 0.985].map((value) => expect.closeTo(value, 12)),
      },
      // The trades of the first snapshot are in its own CVD.
      cvd: { start: 3, end: 1, change: -2, min: -1, max: 3 },
      price: {
        firstMid: 100.5,
        lastMid: 99.5,
        changeBps: -1e4 / 100.5,
        meanSpreadBps: expect.closeTo((1e4 / 100.5 + 1e4 / 99.5) / 2, 10),
        maxSpreadBps: 1e4 / 99.5,
      },
      // Buys 4 + 2, sells 1 + 4.
      volume: { trades: 4, buy: 6, sell: 5, total: 11, buyShare: 6 / 11 },
      oneSidedBooks: 1,
      emptyBooks: 0,
      crossedBooks: 1,
    });
  });

  it('reports its summary as figures', () => {
    expect(reportOf([bookOf(ROWS)]).summaries).toEqual([
      {
        instrument: 'BTCUSDT',
        figures: {
          snapshots: 4,
          first: '2025-07-01T12:00:00.000Z',
          last: '2025-07-01T12:00:03.000Z',
          obiMean: 0.25,
          obiStandardDeviation: expect.closeTo(Math.sqrt(1.25 / 3), 14),
          obiMin: -0.5,
          obiP01: expect.closeTo(-0.485, 12),
          obiP05: expect.closeTo(-0.425, 12),
          obiP25: -0.125,
          obiP50: 0.25,
          obiP75: 0.625,
          obiP95: expect.closeTo(0.925, 12),
          obiP99: expect.closeTo(0.985, 12),
          obiMax: 1,
          cvdStart: 3,
          cvdEnd: 1,
          cvdChange: -2,
          cvdMin: -1,
          cvdMax: 3,
          trades: 4,
          buyVolume: 6,
          sellVolume: 5,
          totalVolume: 11,
          buyShare: 6 / 11,
          firstMid: 100.5,
          lastMid: 99.5,
          midChangeBps: -1e4 / 100.5,
          meanSpreadBps: expect.closeTo((1e4 / 100.5 + 1e4 / 99.5) / 2, 10),
          maxSpreadBps: 1e4 / 99.5,
          oneSidedBooks: 1,
          emptyBooks: 0,
          crossedBooks: 1,
        },
      },
    ]);
  });

  it('has null where there is no value', () => {
    const { NaN: none } = Number;
    const [summary] = reportOf([bookOf([{ timestamp: NOON, obi: none, cvd: none, bid: none, ask: none }])]).summaries;
    expect(summary?.figures).toMatchObject({
      snapshots: 1,
      obiMean: null,
      obiP50: null,
      cvdChange: null,
      firstMid: null,
    });
    expect(summary?.figures).toMatchObject({
      meanSpreadBps: null,
      trades: 0,
      totalVolume: 0,
      buyShare: null,
      emptyBooks: 1,
    });
    const [single] = reportOf([bookOf([{ timestamp: NOON, obi: 0.5 }])]).summaries;
    expect(single?.figures).toMatchObject({ obiMean: 0.5, obiStandardDeviation: null });
  });

  it('has nothing to say before the first snapshot', () => {
    const strategy = new DefaultStrategy();
    strategy.onBooktick(bookOf([]));
    expect(strategy.getMetricsSummary()).toEqual([]);
    expect(strategy.getMetricsSummary('BTCUSDT')).toBeNull();
    expect(strategy.finish()).toEqual({ strategy: 'default', summaries: [], alerts: [] });
  });

  it('counts the trades of a book up to its last snapshot', () => {
    const book = bookOf([{ timestamp: NOON, trades: [5, -3] }]);
    const { instrument, metrics, trades } = book;
    const early = new Book({ instrument, metrics, trades, tradeEnds: Uint32Array.of(1) });
    expect(reportOf([early]).summaries[0]?.figures).toMatchObject({ trades: 1, buyVolume: 5, sellVolume: 0 });
  });

  it('adds volumes without losing small trades beside large ones', () => {
    // The naive sum of 1, 1e16, 1, ... ends at 1e16.
    const trades = [1, 1e16, ...Array.from({ length: 999 }, () => 1)];
    expect(reportOf([bookOf([{ timestamp: NOON, trades }])]).summaries[0]?.figures.buyVolume).toBe(1e16 + 1000);
  });

  it('keeps instruments apart and orders alerts by time', () => {
    const held = (instrument: string, start: number): readonly Row[] =>
      [0, 1, 2, 3].map((second) => ({ instrument, timestamp: NOON + start + 1000 * second, obi: 0.7 }));
    const { summaries, alerts } = reportOf([bookOf(held('ETHUSDT', 500)), bookOf(held('BTCUSDT', 0))]);
    expect(summaries.map(({ instrument, figures }) => [instrument, figures.snapshots])).toEqual([
      ['BTCUSDT', 4],
      ['ETHUSDT', 4],
    ]);
    expect(alerts.map(({ instrument, at }) => [instrument, at.timestamp - NOON])).toEqual([
      ['BTCUSDT', 2000],
      ['ETHUSDT', 2500],
    ]);
  });

  it('raises alerts only where a threshold is set', () => {
    const rows = Array.from({ length: 10 }, (_, second) => ({
      timestamp: NOON + 1000 * second,
      obi: 0.9,
      cvd: 100 * second,
      bid: 100 - second,
      ask: 103 - second,
    }));
    const off = { obiLevel: null, cvdChange: null, spreadBps: null, divergenceBps: null };
    expect(new Set(reportOf([bookOf(rows)]).alerts.map(({ rule }) => rule))).toEqual(
      new Set(['obi-level', 'cvd-change', 'spread', 'divergence']),
    );
    expect(reportOf([bookOf(rows)], { ...SETTINGS, alerts: { ...SETTINGS.alerts, ...off } }).alerts).toEqual([]);
  });

  it('finds the same however the snapshots are batched', () => {
    fc.assert(
      fc.property(anyRows, fc.array(fc.nat(80)), (rows, cuts) => {
        const whole = reportOf([bookOf(rows)]);
        expect(reportOf(batched(rows, cuts))).toEqual(whole);
        expect(reportOf(batched(rows, [...rows.keys()]))).toEqual(whole);
      }),
    );
  });

  it('raises the same alerts up to a moment whatever comes after it', () => {
    fc.assert(
      fc.property(anyRows, anyRows, fc.nat(80), (rows, others, cut) => {
        const past = rows.slice(0, cut);
        const last = past.at(-1)?.timestamp ?? NOON;
        const future = others.map((row) => ({ ...row, timestamp: row.timestamp - NOON + last }));
        const known = reportOf([bookOf(past)]).alerts;
        const upToNow = reportOf([bookOf([...past, ...future])]).alerts.filter(
          ({ snapshotId }) => snapshotId! <= past.length,
        );
        expect(upToNow).toEqual(known);
      }),
    );
  });

  it('computes the OBI of a snapshot over the configured depth', () => {
    const snapshot = snapshotOf(
      NOON,
      [
        [100, 3],
        [99, 1],
      ],
      [
        [101, 1],
        [102, 3],
      ],
    );
    expect(new DefaultStrategy().computeObi(snapshot)).toBe(0);
    expect(new DefaultStrategy({ ...SETTINGS, depth: 1 }).computeObi(snapshot)).toBe(0.5);
  });

  it('computes the OBI live where a book with levels has none', () => {
    const snapshot = snapshotOf(NOON, [[100, 3]], [[101, 1]]);
    const book = bookOfSnapshots([snapshot], [{ timestamp: NOON, obi: Number.NaN }]);
    expect(reportOf([book]).summaries[0]?.figures.obiMean).toBe(0.5);
  });
});

/** Steps of a market, with gaps, empty sides and crossed books. */
const anyRows: fc.Arbitrary<readonly Row[]> = fc
  .array(
    fc.record({
      stepMs: fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 0, max: 1500 }) }, fc.constant(200_000)),
      obi: fc.integer({ min: -10, max: 10 }),
      bid: fc.oneof({ weight: 10, arbitrary: fc.integer({ min: 95, max: 101 }) }, fc.constant(Number.NaN)),
      spread: fc.integer({ min: 0, max: 2 }),
      trades: fc.array(
        fc.double({ min: -5, max: 5, noNaN: true }).filter((size) => size !== 0),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 80 },
  )
  .map((steps) => {
    let timestamp = NOON;
    let cvd = 0;
    return steps.map(({ stepMs, obi, bid, spread, trades }) => {
      timestamp += stepMs;
      for (const size of trades) cvd += size;
      return { timestamp, obi: obi / 10, cvd, bid, ask: bid + spread, trades };
    });
  });
