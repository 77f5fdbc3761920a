import {
  type CvdReset,
  compareTimestamps,
  type MarketBookRow,
  type MarketTradeRow,
  type MetricSettings,
  type ProblemReason,
  parseTimestamp,
  type RowProblem,
  type Timestamp,
} from '../../src/index.ts';
import type { StoredMetric } from './memory-metrics-repository.ts';

/** The input tables. */
export interface PlainSource {
  readonly book: readonly MarketBookRow[];
  readonly trades: readonly MarketTradeRow[];
}

/** A row with its time. */
export interface Timed<Row> {
  readonly row: Row;
  readonly at: Timestamp;
}

type PlainLevel = readonly [price: number, size: number];

/**
 * What processing must come to, written down as plainly as the rules are: for each snapshot all trades are looked at
 * anew. Exact where sizes are whole numbers.
 */
export function processPlainly(
  source: PlainSource,
  settings: MetricSettings,
  cvdReset: CvdReset = 'none',
): { readonly rows: readonly StoredMetric[]; readonly problems: readonly RowProblem[] } {
  const snapshots = timed(source.book).filter(({ row }) => problemOfBook(row) === null);
  const trades = goodTradesOf(source.trades);
  return {
    rows: snapshots.map((snapshot) => metricOf(snapshot, snapshots, trades, settings, cvdReset)),
    problems: problemsOf(source),
  };
}

/** The good trades by (timestamp, id). */
export function goodTradesOf(trades: readonly MarketTradeRow[]): readonly Timed<MarketTradeRow>[] {
  return timed(trades).filter(({ row }) => problemOfTrade(row) === null);
}

/** Buys above 0, sells below. */
function signedSizeOf({ side, size }: MarketTradeRow): number {
  return side?.toLowerCase() === 'buy' ? size! : -size!;
}

function metricOf(
  { row, at }: Timed<MarketBookRow>,
  snapshots: readonly Timed<MarketBookRow>[],
  trades: readonly Timed<MarketTradeRow>[],
  { depth, tradeMatching }: MetricSettings,
  cvdReset: CvdReset,
): StoredMetric {
  const own = snapshots.filter((snapshot) => snapshot.row.instrument === row.instrument);
  const isCounted = (trade: Timed<MarketTradeRow>) =>
    trade.row.instrument === row.instrument &&
    compareTimestamps(trade.at, at) <= 0 &&
    (cvdReset === 'none' || dayOf(trade.at) === dayOf(at)) &&
    (tradeMatching === 'window' || own.some((snapshot) => compareTimestamps(snapshot.at, trade.at) === 0));
  const [bids, asks] = [levelsOf(row.bids, -1), levelsOf(row.asks, 1)];
  const [bid, ask] = [volumeOf(bids, depth), volumeOf(asks, depth)];
  return {
    snapshotId: row.id,
    instrument: row.instrument!,
    ...at,
    text: row.timestamp!,
    obi: bid + ask === 0 ? 0 : (bid - ask) / (bid + ask),
    cvd: trades.filter(isCounted).reduce((sum, trade) => sum + signedSizeOf(trade.row), 0),
    bestBid: bids[0]?.[0] ?? null,
    bestAsk: asks[0]?.[0] ?? null,
  };
}

function dayOf({ timestamp }: Timestamp): number {
  return Math.floor(timestamp / 86_400_000);
}

/** Every bad snapshot; bad trades up to the last snapshot, good or bad, and those whose time nobody knows. */
function problemsOf({ book, trades }: PlainSource): readonly RowProblem[] {
  const last = timed(book).at(-1)?.at;
  const problems: RowProblem[] = [];
  for (const row of book) {
    const reason = problemOfBook(row);
    if (reason !== null) problems.push({ table: 'book', rowId: row.id, reason });
  }
  for (const row of last === undefined ? [] : trades) {
    const reason = problemOfTrade(row);
    const at = momentOf(row);
    if (reason === null || (at !== null && compareTimestamps(at, last!) > 0)) continue;
    problems.push({ table: 'trades', rowId: row.id, reason });
  }
  return problems.sort((a, b) => (a.table === b.table ? a.rowId - b.rowId : a.table < b.table ? -1 : 1));
}

function problemOfBook(row: MarketBookRow): ProblemReason | null {
  if (momentOf(row) === null) return 'unreadable-timestamp';
  if (row.instrument === null) return 'missing-instrument';
  return problemOfSide(row.bids) ?? problemOfSide(row.asks);
}

function problemOfSide(text: string | null): ProblemReason | null {
  if (text === 'unreadable') return 'unreadable-levels';
  return levelsOf(text, 1).some(([, size]) => size < 0) ? 'negative-level' : null;
}

function problemOfTrade(row: MarketTradeRow): ProblemReason | null {
  if (momentOf(row) === null) return 'unreadable-timestamp';
  if (row.instrument === null) return 'missing-instrument';
  if (row.price === null || !(row.price > 0)) return 'bad-price';
  if (row.size === null || !(row.size > 0)) return 'bad-size';
  return ['buy', 'sell'].includes(row.side?.toLowerCase() ?? '') ? null : 'bad-side';
}

/** Best first, each price once; `sign` is -1 for bids. */
function levelsOf(text: string | null, sign: 1 | -1): readonly PlainLevel[] {
  const sizes = new Map<number, number>();
  for (const [price, size] of JSON.parse(text || '[]') as PlainLevel[]) {
    if (size !== 0) sizes.set(price, (sizes.get(price) ?? 0) + size);
  }
  return [...sizes].sort(([a], [b]) => sign * (a - b));
}

function volumeOf(levels: readonly PlainLevel[], depth: number | null): number {
  return levels.slice(0, depth ?? levels.length).reduce((sum, [, size]) => sum + size, 0);
}

/** The rows with a readable time by (timestamp, id). */
export function timed<Row extends { readonly id: number; readonly timestamp: string | null }>(
  rows: readonly Row[],
): readonly Timed<Row>[] {
  return rows
    .flatMap((row) => {
      const at = momentOf(row);
      return at === null ? [] : [{ row, at }];
    })
    .sort((a, b) => compareTimestamps(a.at, b.at) || a.row.id - b.row.id);
}

function momentOf({ timestamp }: { readonly timestamp: string | null }): Timestamp | null {
  return timestamp === null ? null : parseTimestamp(timestamp);
}
