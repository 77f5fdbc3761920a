import { Book, type BookSnapshot, type MetricColumns, type TradeColumns } from '@orderflow/core';

/** One metric row, and the trades counted into it as signed sizes: buys above 0, sells below. */
export interface Row {
  /** Milliseconds since the first of January 1970. */
  readonly timestamp: number;
  readonly instrument?: string;
  readonly obi?: number;
  readonly cvd?: number;
  /** NaN for an empty side. */
  readonly bid?: number;
  /** NaN for an empty side. */
  readonly ask?: number;
  readonly trades?: readonly number[];
}

const INSTRUMENT = 'BTCUSDT';

/** Metric rows as columns; `firstId` is the snapshot id of the first. */
export function metricColumns(rows: readonly Row[], firstId = 1): MetricColumns {
  const instrumentNames = [...new Set(rows.map((row) => row.instrument ?? INSTRUMENT))];
  return {
    count: rows.length,
    snapshotIds: Float64Array.from(rows, (_, index) => firstId + index),
    instruments: Uint32Array.from(rows, (row) => instrumentNames.indexOf(row.instrument ?? INSTRUMENT)),
    instrumentNames,
    timestamps: Float64Array.from(rows, (row) => row.timestamp),
    nanoseconds: new Uint32Array(rows.length),
    timestampTexts: rows.map((row) => String(row.timestamp)),
    obi: Float64Array.from(rows, (row) => row.obi ?? 0),
    cvd: Float64Array.from(rows, (row) => row.cvd ?? 0),
    bestBid: Float64Array.from(rows, (row) => row.bid ?? 100),
    bestAsk: Float64Array.from(rows, (row) => row.ask ?? 101),
  };
}

/** The trades of rows as columns, each at the time of its row. */
export function tradeColumns(rows: readonly Row[]): TradeColumns {
  const trades = rows.flatMap(({ timestamp, trades: sizes = [] }) => sizes.map((size) => ({ timestamp, size })));
  return {
    count: trades.length,
    ids: Float64Array.from(trades, (_, index) => index + 1),
    instruments: new Uint32Array(trades.length),
    instrumentNames: [rows[0]?.instrument ?? INSTRUMENT],
    timestamps: Float64Array.from(trades, ({ timestamp }) => timestamp),
    nanoseconds: new Uint32Array(trades.length),
    prices: new Float64Array(trades.length).fill(100.5),
    sizes: Float64Array.from(trades, ({ size }) => Math.abs(size)),
    sides: Int8Array.from(trades, ({ size }) => Math.sign(size)),
    tradeIds: trades.map(() => null),
  };
}

/** A book of the rows, all of one instrument. */
export function bookOf(rows: readonly Row[], options: { readonly firstId?: number } = {}): Book {
  let ends = 0;
  return new Book({
    instrument: rows[0]?.instrument ?? INSTRUMENT,
    metrics: metricColumns(rows, options.firstId),
    trades: tradeColumns(rows),
    tradeEnds: Uint32Array.from(rows, ({ trades = [] }) => {
      ends += trades.length;
      return ends;
    }),
  });
}

/** Levels of one side, best first, as price and size. */
export type Levels = readonly (readonly [price: number, size: number])[];

/** A snapshot with these levels. */
export function snapshotOf(timestamp: number, bids: Levels, asks: Levels): BookSnapshot {
  const sideOf = (levels: Levels) =>
    new Map(levels.map(([price, size]) => [price, { price, size, orderCount: 0, liquidationCount: 0 }]));
  return {
    id: timestamp,
    instrument: INSTRUMENT,
    timestamp,
    nanoseconds: 0,
    bids: sideOf(bids),
    asks: sideOf(asks),
    trades: [],
  };
}

/** A book of snapshots with levels, and with these metrics. */
export function bookOfSnapshots(
  snapshots: readonly BookSnapshot[],
  rows?: readonly Row[],
  instrument = INSTRUMENT,
): Book {
  return new Book({
    instrument,
    metrics: metricColumns(rows ?? snapshots.map(({ timestamp }) => ({ timestamp }))),
    trades: tradeColumns([]),
    tradeEnds: new Uint32Array(snapshots.length),
    readSnapshot: (index) => snapshots[index]!,
  });
}
