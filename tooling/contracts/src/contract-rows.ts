import type { MarketBookRow, MarketTradeRow } from '@orderflow/core';

/** Rows of both input tables, in any order. */
export interface ContractRows {
  readonly book?: readonly MarketBookRow[];
  readonly trades?: readonly MarketTradeRow[];
}

/** A moment of the rows, in epoch milliseconds. */
export const START = 1_720_000_000_000;

/** A book row with one level a side; the timestamp is `START` and as many nanoseconds. */
export function bookRow(
  id: number,
  nanoseconds: number | string | null,
  changes: Partial<MarketBookRow> = {},
): MarketBookRow {
  const timestamp = timestampText(nanoseconds);
  return { id, instrument: 'BTC', bids: `[[99,${Math.abs(id)}]]`, asks: '[[101,1]]', timestamp, ...changes };
}

/** A buy of 1 at 100. */
export function tradeRow(
  id: number,
  nanoseconds: number | string | null,
  changes: Partial<MarketTradeRow> = {},
): MarketTradeRow {
  const timestamp = timestampText(nanoseconds);
  return { id, instrument: 'BTC', tradeId: `t${id}`, price: 100, size: 1, side: 'buy', timestamp, ...changes };
}

function timestampText(nanoseconds: number | string | null): string | null {
  return typeof nanoseconds === 'number' ? String(BigInt(START) * 1_000_000n + BigInt(nanoseconds)) : nanoseconds;
}

/** `START` and as many nanoseconds. */
export function moment(nanoseconds: number): { readonly timestamp: number; readonly nanoseconds: number } {
  return { timestamp: START + Math.floor(nanoseconds / 1e6), nanoseconds: nanoseconds % 1e6 };
}
