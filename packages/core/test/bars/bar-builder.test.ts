import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bar, BarBuilder, type BarColumns, barAt } from '../../src/index.ts';
import { type PlainTrade, tradeColumnsOf } from '../support/trade-columns.ts';

const DAY = 86_400_000;

function toBars(...parts: readonly BarColumns[]): readonly Bar[] {
  return parts.flatMap((columns) => Array.from({ length: columns.count }, (_, index) => barAt(columns, index)));
}

function barsOf(trades: readonly PlainTrade[], windowSeconds: number): readonly Bar[] {
  return toBars(BarBuilder.barsOf(tradeColumnsOf(trades), windowSeconds));
}

function inOrder(bars: readonly Bar[]): readonly Bar[] {
  return [...bars].sort((a, b) =>
    a.instrument < b.instrument ? -1 : a.instrument > b.instrument ? 1 : a.timestamp - b.timestamp,
  );
}

/** Each window filtered out of the whole tape. */
function slowBars(trades: readonly PlainTrade[], windowSeconds: number): readonly Bar[] {
  const startOf = ({ timestamp }: PlainTrade) => timestamp - (timestamp % (windowSeconds * 1000));
  const keys = new Set(trades.map((trade) => JSON.stringify([trade.instrument, startOf(trade)])));
  return [...keys].map((key) => {
    const [instrument, timestamp] = JSON.parse(key) as [string, number];
    const inside = trades.filter((trade) => trade.instrument === instrument && startOf(trade) === timestamp);
    const prices = inside.map(({ price = 1 }) => price);
    const volumeOf = (wanted: number) =>
      inside.filter(({ side }) => side === wanted).reduce((sum, { size = 1 }) => sum + size, 0);
    return {
      instrument,
      timestamp,
      open: prices[0]!,
      high: Math.max(...prices),
      low: Math.min(...prices),
      close: prices.at(-1)!,
      volume: volumeOf(1) + volumeOf(-1),
      buyVolume: volumeOf(1),
      sellVolume: volumeOf(-1),
      tradeCount: inside.length,
    };
  });
}

const tape = fc
  .array(
    fc.record({
      timestamp: fc.integer({ min: 0, max: 20_000 }),
      instrument: fc.constantFrom('A', 'B'),
      price: fc.integer({ min: 1, max: 50 }),
      size: fc.integer({ min: 1, max: 9 }),
      side: fc.constantFrom(1 as const, -1 as const),
    }),
    { maxLength: 40 },
  )
  .map((trades) => trades.sort((a, b) => a.timestamp - b.timestamp));

describe('BarBuilder', () => {
  it('builds open, high, low, close and volume by side', () => {
    const bars = barsOf(
      [
        { timestamp: 60_000, price: 10, size: 1, side: 1 },
        { timestamp: 60_001, price: 12, size: 2, side: -1 },
        { timestamp: 119_999, price: 9, size: 3, side: 1 },
        { timestamp: 120_000, price: 11, size: 4, side: -1 },
      ],
      60,
    );
    // First minute: bought 1 + 3, sold 2; the trade at 120,000 is the first of the next window.
    expect(bars).toEqual([
      {
        instrument: 'A',
        timestamp: 60_000,
        open: 10,
        high: 12,
        low: 9,
        close: 9,
        volume: 6,
        buyVolume: 4,
        sellVolume: 2,
        tradeCount: 3,
      },
      {
        instrument: 'A',
        timestamp: 120_000,
        open: 11,
        high: 11,
        low: 11,
        close: 11,
        volume: 4,
        buyVolume: 0,
        sellVolume: 4,
        tradeCount: 1,
      },
    ]);
  });

  it('has no bar for a window without trades, and none at all without trades', () => {
    expect(barsOf([{ timestamp: 0 }, { timestamp: 5_000 }], 1).map(({ timestamp }) => timestamp)).toEqual([0, 5_000]);
    expect(barsOf([], 1)).toEqual([]);
  });

  it('starts windows at whole multiples since 1970 in UTC, before it too', () => {
    const noon = Date.UTC(2025, 6, 1, 12, 34, 56, 789);
    expect(barsOf([{ timestamp: noon }], 86_400)[0]?.timestamp).toBe(Date.UTC(2025, 6, 1));
    expect(barsOf([{ timestamp: noon }], 300)[0]?.timestamp).toBe(Date.UTC(2025, 6, 1, 12, 30));
    expect(barsOf([{ timestamp: noon }], 7)[0]?.timestamp).toBe(noon - (noon % 7_000));
    expect(barsOf([{ timestamp: -1 }], 86_400)[0]?.timestamp).toBe(-DAY);
  });

  it('leaves bad trades out', () => {
    const bad: PlainTrade[] = [
      { timestamp: Number.NaN },
      { timestamp: 1, price: Number.NaN },
      { timestamp: 1, price: 0 },
      { timestamp: 1, price: Number.POSITIVE_INFINITY },
      { timestamp: 1, size: -1 },
      { timestamp: 1, size: Number.NaN },
      { timestamp: 1, side: 0 },
      { timestamp: 1, instrument: null },
    ];
    const good = { timestamp: 2, price: 5 };
    expect(barsOf(bad, 1)).toEqual([]);
    expect(barsOf([...bad, good, ...bad], 1)).toEqual(barsOf([good], 1));
  });

  it('agrees with a slow version, for any window', () => {
    fc.assert(
      fc.property(tape, fc.integer({ min: 1, max: 12 }), (trades, windowSeconds) => {
        expect(inOrder(barsOf(trades, windowSeconds))).toEqual(inOrder(slowBars(trades, windowSeconds)));
      }),
    );
  });

  it('gives the same bars batch by batch as at once, at every prefix', () => {
    fc.assert(
      fc.property(tape, fc.integer({ min: 1, max: 7 }), fc.nat({ max: 40 }), (trades, batch, length) => {
        const prefix = trades.slice(0, length);
        const builder = new BarBuilder(2);
        const parts: BarColumns[] = [];
        for (let start = 0; start < prefix.length; start += batch) {
          parts.push(builder.add(tradeColumnsOf(prefix.slice(start, start + batch))));
        }
        expect(inOrder(toBars(...parts, builder.flush()))).toEqual(inOrder(barsOf(prefix, 2)));
      }),
    );
  });

  it('never takes back a bar that it has closed, whatever comes later', () => {
    fc.assert(
      fc.property(tape, tape, (trades, later) => {
        const closed = toBars(new BarBuilder(1).add(tradeColumnsOf(trades)));
        const end = 21_000;
        const future = later.map((trade) => ({ ...trade, timestamp: trade.timestamp + end }));
        expect(barsOf([...trades, ...future], 1)).toEqual(expect.arrayContaining([...closed]));
      }),
    );
  });

  it('keeps time order within each instrument, also where one lags behind another', () => {
    const builder = new BarBuilder(1);
    const bars = toBars(
      builder.add(
        tradeColumnsOf([
          { timestamp: 9_000 },
          { timestamp: 0, instrument: 'B' },
          { timestamp: 1_000, instrument: 'B' },
        ]),
      ),
      builder.flush(),
    );
    expect(bars.map(({ instrument, timestamp }) => [instrument, timestamp])).toEqual([
      ['B', 0],
      ['A', 9_000],
      ['B', 1_000],
    ]);
  });

  it('flushes the last bar once', () => {
    const builder = new BarBuilder(1);
    expect(builder.add(tradeColumnsOf([{ timestamp: 0 }])).count).toBe(0);
    expect(builder.flush().count).toBe(1);
    expect(builder.flush().count).toBe(0);
  });

  it('keeps what rounding takes from a volume', () => {
    const sizes = [1, 1e16, 1, 1];
    const bars = barsOf(
      sizes.map((size) => ({ timestamp: 0, size })),
      1,
    );
    // Plain addition loses the ones behind 1e16: 1e16 + 3 is 10000000000000004 as a double.
    expect(bars[0]?.buyVolume).toBe(1e16 + 4);
  });

  it('refuses a trade from before an open window, and names it', () => {
    const builder = new BarBuilder(1);
    expect(() => builder.add(tradeColumnsOf([{ timestamp: 1_000 }, { timestamp: 999 }]))).toThrowError(
      expect.objectContaining({ code: 'broken-invariant', message: expect.stringContaining('trade row 2 of A') }),
    );
  });

  it.each([0, 1.5, 86_401, Number.NaN])('refuses a window of %d seconds', (windowSeconds) => {
    expect(() => new BarBuilder(windowSeconds)).toThrowError(
      expect.objectContaining({
        code: 'bad-argument',
        message: expect.stringContaining(`windowSeconds is ${windowSeconds}`),
      }),
    );
  });
});

describe('barAt', () => {
  it.each([-1, 1, 0.5])('refuses index %d of one bar', (index) => {
    const columns = BarBuilder.barsOf(tradeColumnsOf([{ timestamp: 0 }]), 1);
    expect(() => barAt(columns, index)).toThrow(RangeError);
  });
});
