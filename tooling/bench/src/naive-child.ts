import Database from 'better-sqlite3';
import { report } from './child.ts';

/** The baseline: what a first script would do. Parses every level with `JSON.parse`, sums up, and stores nothing. */
const [file = ''] = process.argv.slice(2);

type Levels = readonly (readonly [price: number, size: number])[];

await report(() => {
  const database = new Database(file, { readonly: true });
  let snapshots = 0;
  let total = 0;
  for (const { bids, asks } of database
    .prepare<[], { bids: string; asks: string }>('SELECT bids, asks FROM book ORDER BY id')
    .iterate()) {
    const bidVolume = volumeOf(JSON.parse(bids) as Levels);
    const askVolume = volumeOf(JSON.parse(asks) as Levels);
    total += (bidVolume - askVolume) / (bidVolume + askVolume);
    snapshots++;
  }
  database.close();
  return Number.isNaN(total) ? 0 : snapshots;
});

function volumeOf(levels: Levels): number {
  let volume = 0;
  for (const [, size] of levels) volume += size;
  return volume;
}
