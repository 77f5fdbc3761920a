import { NO_INSTRUMENT, type TradeColumns } from '../../src/index.ts';

/** A trade as tests write it; what is left out is good. */
export interface PlainTrade {
  readonly timestamp: number;
  readonly instrument?: string | null;
  readonly price?: number;
  readonly size?: number;
  readonly side?: 1 | -1 | 0;
}

/** Trades as columns, with ids from 1. */
export function tradeColumnsOf(trades: readonly PlainTrade[]): TradeColumns {
  const names = [...new Set(trades.map(({ instrument = 'A' }) => instrument ?? ''))];
  const indexOf = ({ instrument = 'A' }: PlainTrade) =>
    instrument === null ? NO_INSTRUMENT : names.indexOf(instrument);
  return {
    count: trades.length,
    ids: Float64Array.from(trades, (_, index) => index + 1),
    instruments: Uint32Array.from(trades, indexOf),
    instrumentNames: names,
    timestamps: Float64Array.from(trades, ({ timestamp }) => timestamp),
    nanoseconds: new Uint32Array(trades.length),
    prices: Float64Array.from(trades, ({ price = 1 }) => price),
    sizes: Float64Array.from(trades, ({ size = 1 }) => size),
    sides: Int8Array.from(trades, ({ side = 1 }) => side),
    tradeIds: trades.map(() => null),
  };
}
