import type { MarketBookRow, MarketTradeRow, MetricSettings } from '../../src/index.ts';

/** Time 0 of these rows, in epoch milliseconds: 2025-07-01 00:00 UTC. */
export const START = 1_751_328_000_000;

/** The default settings. */
export const SETTINGS: MetricSettings = { depth: null, tradeMatching: 'window', maxLevelBytes: 16 * 1024 * 1024 };

/** A good book row of instrument A, `ms` milliseconds behind the start. */
export function bookRow(id: number, ms: number, changes: Partial<MarketBookRow> = {}): MarketBookRow {
  return { id, instrument: 'A', bids: '[[100,3]]', asks: '[[101,1]]', timestamp: String(START + ms), ...changes };
}

/** A good trade of instrument A: a buy where `signedSize` is above 0, else a sell. */
export function tradeRow(
  id: number,
  ms: number,
  signedSize: number,
  changes: Partial<MarketTradeRow> = {},
): MarketTradeRow {
  return {
    id,
    instrument: 'A',
    tradeId: `t${id}`,
    price: 100,
    size: Math.abs(signedSize),
    side: signedSize > 0 ? 'buy' : 'sell',
    timestamp: String(START + ms),
    ...changes,
  };
}

/** The moment `ms` milliseconds behind the start. */
export function moment(ms: number, nanoseconds = 0): { readonly timestamp: number; readonly nanoseconds: number } {
  return { timestamp: START + ms, nanoseconds };
}
