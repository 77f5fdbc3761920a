import { describe, expect, it } from 'vitest';
import { generateMarket, type MarketOptions } from '../../src/index.ts';
import { hashOf, levelsOf, marketOf } from './market-reader.ts';

const START = Date.UTC(2025, 6, 1);

function stepsOf(options: MarketOptions): readonly number[] {
  const times = marketOf({ levels: 1, ...options }).book.map(({ timestamp }) => Number(timestamp));
  return times.slice(1).map((time, index) => time - times[index]!);
}

describe('the options of a market', () => {
  it('spaces snapshots by the interval, strictly without jitter', () => {
    expect(new Set(stepsOf({ snapshots: 50, intervalMs: 250, jitter: 0 }))).toEqual(new Set([250]));
    const jittered = stepsOf({ snapshots: 500, intervalMs: 1000, jitter: 0.5 });
    expect(Math.min(...jittered)).toBeGreaterThanOrEqual(499);
    expect(Math.max(...jittered)).toBeLessThanOrEqual(1501);
    expect(jittered.reduce((sum, step) => sum + step, 0) / jittered.length).toBeCloseTo(1000, -2);
  });

  it('starts at the given time', () => {
    const { book } = marketOf({ snapshots: 1, start: Date.UTC(2024, 1, 29), intervalMs: 1000, jitter: 0 });
    expect(book[0]?.timestamp).toBe(String(Date.UTC(2024, 1, 29, 0, 0, 1)));
  });

  it('trades as often as asked for, and not at all for 0', () => {
    expect(marketOf({ snapshots: 100, levels: 1, tradesPerSecond: 0 }).trades).toEqual([]);
    const { trades } = marketOf({ snapshots: 2_000, levels: 1, tradesPerSecond: 50 });
    expect(trades.length / 200).toBeGreaterThan(25);
    expect(trades.length / 200).toBeLessThan(100);
  });

  it('trades on the grid of the given instrument', () => {
    const instrument = { name: 'X', price: 1, tickSize: 0.0025, lotSize: 5 };
    const { book, trades } = marketOf({ snapshots: 200, levels: 3, instruments: [instrument], tradesPerSecond: 20 });
    expect(trades.length).toBeGreaterThan(50);
    for (const { price, size } of trades) {
      expect(Number.isInteger(Number(((price ?? 0) / 0.0025).toFixed(6)))).toBe(true);
      expect((size ?? 0) % 5).toBe(0);
    }
    expect(book[0]?.bids).toMatch(/^\[\[0\.9975,\d+,0,\d+\]/);
  });

  it('leaves as many gaps of the given length in each instrument as asked for', () => {
    const options = { snapshots: 800, levels: 1, instruments: ['A', 'B'], gaps: 3, gapSeconds: 30 };
    const { book, trades } = marketOf(options);
    for (const name of options.instruments) {
      const times = book.filter(({ instrument }) => instrument === name).map(({ timestamp }) => Number(timestamp));
      const gaps = times.slice(1).flatMap((time, index) => (time - times[index]! > 30_000 ? [index] : []));
      expect(gaps).toHaveLength(3);
      for (const index of gaps) {
        const inside = trades.filter(
          ({ instrument, timestamp }) =>
            instrument === name && Number(timestamp) > times[index]! && Number(timestamp) < times[index]! + 30_000,
        );
        expect(inside).toEqual([]);
      }
    }
  });

  it.each([
    ['s', undefined, /^1751328\d{3}\.\d{3}$/],
    ['s', 0, /^1751328\d{3}$/],
    ['s', 9, /^1751328\d{3}\.\d{9}$/],
    ['ms', undefined, /^1751328\d{6}$/],
    ['ms', 2, /^1751328\d{6}\.\d{2}$/],
    ['us', undefined, /^1751328\d{9}$/],
    ['us', 3, /^1751328\d{9}\.\d{3}$/],
    ['ns', undefined, /^1751328\d{12}$/],
    ['iso', undefined, /^2025-07-01T00:0\d:\d\d\.\d{3}Z$/],
    ['iso', 0, /^2025-07-01T00:0\d:\d\dZ$/],
    ['iso', 9, /^2025-07-01T00:0\d:\d\d\.\d{9}Z$/],
  ] as const)('writes timestamps as %s with %s decimals', (timestampFormat, timestampDecimals, pattern) => {
    const rows = marketOf({
      snapshots: 100,
      levels: 1,
      timestampFormat,
      ...(timestampDecimals === undefined ? {} : { timestampDecimals }),
    });
    for (const { timestamp } of [...rows.book, ...rows.trades]) expect(timestamp).toMatch(pattern);
  });

  it('mixes formats row by row at the same moments', () => {
    const plain = marketOf({ snapshots: 300, levels: 1 }).book.map(({ timestamp }) => Number(timestamp));
    const mixed = marketOf({ snapshots: 300, levels: 1, timestampFormat: 'mixed' }).book.map(({ timestamp }) => {
      const text = timestamp ?? '';
      if (text.endsWith('Z')) return Date.parse(text);
      return Math.round(text.includes('.') ? Number(text) * 1000 : Number(text.slice(0, 13)));
    });
    expect(mixed).toEqual(plain);
  });

  it('lets a share of the rows arrive late, without losing one', () => {
    const options = { snapshots: 1_000, levels: 2, tradesPerSecond: 20 };
    const [inOrder, late] = [marketOf(options), marketOf({ ...options, disorder: 0.1 })];
    const withoutIds = (rows: readonly { readonly id: number; readonly timestamp: string | null }[]) =>
      rows.map(({ id: _, ...row }) => JSON.stringify(row)).sort();
    expect(withoutIds(late.book)).toEqual(withoutIds(inOrder.book));
    expect(withoutIds(late.trades)).toEqual(withoutIds(inOrder.trades));
    expect(late.book.map(({ id }) => id)).toEqual(inOrder.book.map(({ id }) => id));
    const overtaken = late.book.filter(
      ({ timestamp }, index) => Number(timestamp) < Number(late.book[index - 1]?.timestamp),
    );
    expect(overtaken.length).toBeGreaterThan(50);
    expect(overtaken.length).toBeLessThan(200);
  });

  it('writes the same levels as strings or as a Python list', () => {
    const options = { snapshots: 20, levels: 3 };
    const numbers = marketOf(options).book.map(({ bids }) => levelsOf(bids));
    const strings = marketOf({ ...options, levelStyle: 'strings' }).book;
    const python = marketOf({ ...options, levelStyle: 'python' }).book;
    const read = (text: string) => (JSON.parse(text) as string[][]).map((level) => level.map(Number));
    expect(strings.map(({ bids }) => read(bids ?? ''))).toEqual(numbers);
    expect(python.map(({ bids }) => read((bids ?? '').replaceAll("'", '"')))).toEqual(numbers);
    expect(python[0]?.asks).toMatch(/^\[\['\d+\.\d', '\d+\.\d{3}', '0', '\d+'\], \['/);
  });

  it('makes a share of the rows odd in every way, and leaves the others as they are', () => {
    const options = { snapshots: 3_000, levels: 2, tradesPerSecond: 20 };
    const [plain, odd] = [marketOf(options), marketOf({ ...options, oddities: 0.2 })];
    const changed = odd.book.filter(
      (row, index) => hashOf({ book: [row], trades: [] }) !== hashOf({ book: [plain.book[index]!], trades: [] }),
    );
    expect(changed.length / 3_000).toBeGreaterThan(0.15);
    expect(changed.length / 3_000).toBeLessThan(0.25);
    const [bids, asks] = [new Set(changed.map((row) => row.bids)), new Set(changed.map((row) => row.asks))];
    for (const side of [null, 'no levels', '[]']) expect(bids).toContain(side);
    for (const side of [null, '', '[]']) expect(asks).toContain(side);
    const sides = new Set(odd.trades.map(({ side }) => side));
    expect(sides).toEqual(new Set(['buy', 'sell', 'BUY', 'SELL', 'unknown', null]));
    const prices = new Set(odd.trades.map(({ price }) => price));
    for (const price of [null, 0]) expect(prices).toContain(price);
    for (const rows of [odd.book, odd.trades]) {
      expect(rows.some(({ instrument }) => instrument === null)).toBe(true);
      expect(rows.some(({ timestamp }) => Number.isNaN(Number(timestamp ?? 'none')) || timestamp === '')).toBe(true);
    }
  });

  it('repeats the time of the snapshot before in a share of the snapshots', () => {
    const repeated = stepsOf({ snapshots: 1_000, repeatedTimestamps: 0.3 }).filter((step) => step === 0);
    expect(repeated.length).toBeGreaterThan(230);
    expect(repeated.length).toBeLessThan(370);
  });

  it.each<[keyof MarketOptions, MarketOptions]>([
    ['seed', { seed: -1 }],
    ['seed', { seed: 1.5 }],
    ['snapshots', { snapshots: Number.NaN }],
    ['snapshots', { snapshots: 1e9, intervalMs: 86_400_000 }],
    ['levels', { levels: 0 }],
    ['levels', { levels: 5_001 }],
    ['instruments', { instruments: [] }],
    ['instruments', { instruments: [''] }],
    ['instruments', { instruments: ['A', 'A'] }],
    ['instruments', { levels: 100, instruments: [{ name: 'A', price: 1, tickSize: 0.01, lotSize: 1 }] }],
    ['intervalMs', { intervalMs: 0 }],
    ['jitter', { jitter: 1 }],
    ['start', { start: 1_751_328_000 }],
    ['tradesPerSecond', { tradesPerSecond: -1 }],
    ['gaps', { gaps: 11, snapshots: 10 }],
    ['gapSeconds', { gapSeconds: Number.POSITIVE_INFINITY }],
    ['timestampFormat', { timestampFormat: 'days' as 's' }],
    ['timestampDecimals', { timestampFormat: 'ns', timestampDecimals: 1 }],
    ['disorder', { disorder: 1.1 }],
    ['levelStyle', { levelStyle: 'xml' as 'strings' }],
    ['oddities', { oddities: -0.1 }],
    ['repeatedTimestamps', { repeatedTimestamps: 2 }],
  ])('refuses a bad %s and names it', (name, options) => {
    expect(() => generateMarket(options)).toThrowError(
      expect.objectContaining({ code: 'bad-argument', message: expect.stringContaining(`market option ${name} is `) }),
    );
  });

  it.each([
    ['tickSize', { tickSize: 0, lotSize: 1 }],
    ['tickSize', { tickSize: 1 / 3, lotSize: 1 }],
    ['lotSize', { tickSize: 1, lotSize: Number.NaN }],
  ])('refuses a %s that is no decimal', (name, grid) => {
    expect(() => generateMarket({ instruments: [{ name: 'A', price: 10_000, ...grid }] })).toThrowError(
      expect.objectContaining({ code: 'bad-argument', message: expect.stringContaining(name) }),
    );
  });

  it('starts on 1 July 2025 where nothing else is said', () => {
    expect(Number(marketOf({ snapshots: 1 }).book[0]?.timestamp)).toBeGreaterThan(START);
  });
});
