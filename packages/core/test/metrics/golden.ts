import { readFileSync } from 'node:fs';
import type { BookSnapshot, OrderbookLevel, Trade } from '../../src/index.ts';

type LevelPair = readonly [price: number, size: number];
type SnapshotFixture = readonly [timestamp: number, bids: readonly LevelPair[], asks: readonly LevelPair[]];
type TradeFixture = readonly [timestamp: number, price: number, size: number, side: 'buy' | 'sell'];

interface Golden {
  readonly snapshots: readonly SnapshotFixture[];
  readonly trades: readonly TradeFixture[];
  readonly expected: {
    readonly mid: readonly (number | null)[];
    readonly spreadBps: readonly (number | null)[];
    readonly obiL1: readonly number[];
    readonly obiTop2: readonly number[];
    readonly obiFull: readonly number[];
    readonly obiExp05: readonly number[];
    readonly obiBps100: readonly (number | null)[];
    readonly wmid: readonly (number | null)[];
    readonly cvdAtSnapshot: readonly number[];
    readonly buyVol: number;
    readonly sellVol: number;
    readonly tradeImb: number;
  };
}

const golden: Golden = JSON.parse(readFileSync(new URL('../fixtures/golden-metrics.json', import.meta.url), 'utf8'));

/** The expected values. */
export const { expected } = golden;

/** The trades of the fixture. */
export const trades: readonly Trade[] = golden.trades.map(([timestamp, price, size, side], index) => ({
  id: index + 1,
  instrument: 'A',
  tradeId: null,
  price,
  size,
  side,
  timestamp,
  nanoseconds: 0,
}));

/** The snapshots of the fixture, each with the trades since the one before. */
export const snapshots: readonly BookSnapshot[] = golden.snapshots.map(([timestamp, bids, asks], index) => {
  const previous = golden.snapshots[index - 1]?.[0] ?? Number.NEGATIVE_INFINITY;
  const between = trades.filter((trade) => trade.timestamp > previous && trade.timestamp <= timestamp);
  return { ...snapshotOf(bids, asks), id: index + 1, timestamp, trades: between };
});

/** A snapshot of levels that are given best first. */
export function snapshotOf(bids: readonly LevelPair[], asks: readonly LevelPair[]): BookSnapshot {
  return {
    id: 1,
    instrument: 'A',
    timestamp: 0,
    nanoseconds: 0,
    bids: levelsOf(bids),
    asks: levelsOf(asks),
    trades: [],
  };
}

function levelsOf(pairs: readonly LevelPair[]): ReadonlyMap<number, OrderbookLevel> {
  return new Map(pairs.map(([price, size]) => [price, { price, size, orderCount: 1, liquidationCount: 0 }]));
}
