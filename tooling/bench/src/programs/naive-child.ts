import Database from 'better-sqlite3';
import type { Totals } from './figures.ts';
import { report } from './report.ts';

/** The baseline: what a first script would do. Parses every level with `JSON.parse`, and stores nothing. */
const [file = ''] = process.argv.slice(2);

type Levels = readonly (readonly [price: number, size: number])[];
interface BookRow {
  readonly bids: string;
  readonly asks: string;
  readonly timestamp: string;
}
interface TradeRow {
  readonly size: number;
  readonly side: string;
  readonly timestamp: string;
}

await report(() => {
  const database = new Database(file, { readonly: true });
  const { last, ...totals } = readBook(database);
  const cvd = readCvd(database, last);
  database.close();
  return { ...totals, cvd };
});

function readBook(database: Database.Database): Omit<Totals, 'cvd'> & { readonly last: number } {
  const totals = { snapshots: 0, obi: 0, bestBid: 0, bestAsk: 0, last: 0 };
  const rows = database.prepare<[], BookRow>('SELECT bids, asks, timestamp FROM book ORDER BY id');
  for (const { bids, asks, timestamp } of rows.iterate()) {
    const bid = sideOf(JSON.parse(bids));
    const ask = sideOf(JSON.parse(asks));
    totals.obi += (bid.volume - ask.volume) / (bid.volume + ask.volume);
    totals.bestBid += bid.highest;
    totals.bestAsk += ask.lowest;
    totals.snapshots++;
    totals.last = Number(timestamp);
  }
  return totals;
}

function sideOf(levels: Levels): { volume: number; highest: number; lowest: number } {
  const side = { volume: 0, highest: Number.NEGATIVE_INFINITY, lowest: Number.POSITIVE_INFINITY };
  for (const [price, size] of levels) {
    side.volume += size;
    side.highest = Math.max(side.highest, price);
    side.lowest = Math.min(side.lowest, price);
  }
  return side;
}

/** The trades behind the last snapshot have no metric to go to. */
function readCvd(database: Database.Database, last: number): number {
  let cvd = 0;
  const rows = database.prepare<[], TradeRow>('SELECT size, side, timestamp FROM trades ORDER BY id');
  for (const { size, side, timestamp } of rows.iterate()) {
    if (Number(timestamp) <= last) cvd += side === 'buy' ? size : -size;
  }
  return cvd;
}
