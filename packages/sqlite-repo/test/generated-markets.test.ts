import { DEFAULT_CONFIGURATION, type MarketOptions, type MetricSettings } from '@orderflow/core';
import { makeRandom } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import { expectOutcome } from './support/expect-outcome.ts';
import { appendRows, dumpOutput, makeSource, metricsOf, processFile } from './support/files.ts';
import { type Market, marketRows, permuteIds } from './support/rows.ts';

const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1);
const FORMATS = ['ms', 'mixed', 'iso', 'us', 'ns', 's'] as const;
const STYLES = ['numbers', 'strings', 'python'] as const;

/** A small market in which everything is odd. */
function oddMarket(seed: number, random: () => number): Market {
  const options: MarketOptions = {
    seed,
    snapshots: 30,
    levels: 2,
    instruments: ['BTC-USDT', 'ETH-USDT'],
    tradesPerSecond: 10,
    timestampFormat: FORMATS[seed % FORMATS.length]!,
    levelStyle: STYLES[seed % STYLES.length]!,
    oddities: 0.3,
    disorder: seed % 2 === 0 ? 0.3 : 0,
    repeatedTimestamps: 0.3,
  };
  const { book, trades } = marketRows(options);
  const times = book.map(({ timestamp }) => timestamp);
  const matched = trades.map((row) =>
    random() < 0.3 ? { ...row, timestamp: times[Math.floor(random() * times.length)]! } : row,
  );
  const spread = <Row extends { readonly id: number }>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, id: 3 * row.id - 20 }));
  if (seed % 3 > 0) return { book: spread(book), trades: spread(matched) };
  return { book: permuteIds(spread(book), random), trades: permuteIds(spread(matched), random) };
}

/** The rows in an order of arrival that has little to do with their ids or times. */
function arrivals<Row>(rows: readonly Row[], random: () => number): Row[] {
  return rows
    .map((row, index) => ({ row, at: index + (random() < 0.2 ? 15 * random() : 0) }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}

describe.each(SEEDS)('a generated market (seed %i)', (seed) => {
  it.each(['window', 'exact'] as const)(
    'comes to what the slow and plain way says at every prefix (%s)',
    async (tradeMatching) => {
      const random = makeRandom(seed);
      const settings: MetricSettings = { ...DEFAULT_CONFIGURATION, tradeMatching };
      const market = oddMarket(seed, random);
      const book = arrivals(market.book, random);
      const trades = arrivals(market.trades, random);
      const path = makeSource({});
      let before: Market = { book: [], trades: [] };
      for (let share = 0; share < 1; ) {
        share = Math.min(1, share + random() / 5);
        const prefix: Market = {
          book: book.slice(0, Math.round(share * book.length)),
          trades: trades.slice(0, Math.round(Math.min(1, share * (0.9 + random() / 5)) * trades.length)),
        };
        if (prefix.trades.length < before.trades.length)
          prefix.trades.push(...before.trades.slice(prefix.trades.length));
        appendRows(path, {
          book: prefix.book.slice(before.book.length),
          trades: prefix.trades.slice(before.trades.length),
        });
        await processFile(path, { settings, batchSize: 1 + Math.floor(random() * 12) });
        expectOutcome(path, settings);
        before = prefix;
      }
      expect(metricsOf(path).length).toBeGreaterThan(0);
      const whole = makeSource(before);
      await processFile(whole, { settings });
      expect(dumpOutput(path)).toEqual(dumpOutput(whole));
    },
  );
});
