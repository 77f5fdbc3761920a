import { generateMarket } from '@orderflow/core';
import type { InstrumentRules } from '../../src/index.ts';
import { NO_RULES } from '../../src/index.ts';
import type { Levels, MarketEvent } from './market.ts';

const INSTRUMENTS = [
  { name: 'BTC-USDT', price: 60_000, tickSize: 0.5, lotSize: 0.001 },
  { name: 'SOL-USDT', price: 150, tickSize: 0.001, lotSize: 0.1 },
];

/** Names of the instruments of `generatedEvents`. */
export const GENERATED_NAMES: readonly string[] = INSTRUMENTS.map(({ name }) => name);

/** Their rules. */
export const GENERATED_RULES: Readonly<Record<string, InstrumentRules>> = Object.fromEntries(
  INSTRUMENTS.map(({ name, tickSize, lotSize }) => [name, { ...NO_RULES, tickSize, lotSize }]),
);

/** Core's made-up market of two instruments, in milliseconds since its start; trades before a book of the same time. */
export function generatedEvents(seed: number, snapshots: number): readonly MarketEvent[] {
  const options = { seed, snapshots, levels: 8, instruments: INSTRUMENTS, tradesPerSecond: 8, gaps: 1, start: START };
  const events: MarketEvent[] = [];
  for (const { book, trades } of generateMarket({ ...options, repeatedTimestamps: 0.02 })) {
    for (const { instrument, timestamp, price, size, side } of trades) {
      const sign = side === 'buy' ? 1 : -1;
      events.push({ at: atOf(timestamp!), instrument: indexOf(instrument!), price: price!, size: size!, sign });
    }
    for (const { instrument, timestamp, bids, asks } of book) {
      const sides = { bids: levelsOf(bids!, -1), asks: levelsOf(asks!, 1) };
      events.push({ at: atOf(timestamp!), instrument: indexOf(instrument!), ...sides });
    }
  }
  return events.sort((a, b) => a.at - b.at || Number('bids' in a) - Number('bids' in b));
}

const START = Date.UTC(2025, 6, 1);

function atOf(timestamp: string): number {
  return Number(timestamp) - START;
}

function indexOf(instrument: string): number {
  return GENERATED_NAMES.indexOf(instrument);
}

function levelsOf(text: string, sign: number): Levels {
  const levels = (JSON.parse(text) as number[][]).map(([price, size]) => [price!, size!] as const);
  return levels.sort(([a], [b]) => sign * (a - b));
}
