import Database from 'better-sqlite3';
import type { Totals } from './figures.ts';

const TOTALS = `
SELECT count(*) AS snapshots, total(obi) AS obi, total(best_bid) AS bestBid, total(best_ask) AS bestAsk,
       (SELECT cvd FROM metrics ORDER BY id DESC LIMIT 1) AS cvd
FROM metrics`;

/** The totals of the metrics that stand in a file. */
export function storedTotals(file: string): Totals {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare<[], Totals>(TOTALS).get()!;
  } finally {
    database.close();
  }
}
