import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { FileReader } from '../../src/workers/file-reader.ts';
import { change, makeSource } from '../support/files.ts';
import { bookRow, tradeRow } from '../support/rows.ts';

const IDS = [1, 2, 3, 4, 6, 7, 8];
const ROWS = { rows: { kind: 'span', first: 1, last: 8 }, lockTimeoutMs: 0 } as const;
const BOOK = { ...ROWS, depth: null, maxLevelBytes: 1000, mostSideBytes: 1000 };

/** A database to which another program writes before the ids of rows are read. */
class InterruptedDatabase extends Database {
  interrupt: () => void = () => undefined;

  override prepare(sql: string): never {
    const statement = super.prepare(sql);
    const all = statement.all.bind(statement);
    if (sql.startsWith('SELECT r.id FROM')) {
      statement.all = (...parameters) => {
        this.interrupt();
        return all(...parameters);
      };
    }
    return statement as never;
  }
}

/** The reader of a file in which each row's price is its id; a row goes and another comes while it reads. */
function makeReader() {
  const path = makeSource(
    {
      book: IDS.map((id) => bookRow(id, { bids: `[[${id},1]]` })),
      trades: IDS.map((id) => tradeRow(id, { price: id })),
    },
    { before: ['PRAGMA journal_mode = wal'] },
  );
  const database = new InterruptedDatabase(path, { readonly: true });
  let times = 0;
  database.interrupt = () => {
    times++;
    for (const table of ['book', 'trades']) {
      change(path, `UPDATE ${table} SET id = 5 WHERE id = 2`);
    }
  };
  return { path, database, reader: new FileReader(database), interrupted: () => times };
}

it.each(['book', 'trades'] as const)('gives rows of %s their own ids whoever writes meanwhile', (table) => {
  const { path, database, reader, interrupted } = makeReader();
  const found =
    table === 'book' ? reader.readBook({ ...BOOK, file: path }) : reader.readTrades({ ...ROWS, file: path });
  database.close();
  expect(interrupted()).toBeGreaterThan(0);
  expect([...(found as { ids: Float64Array }).ids]).toEqual(IDS);
  expect([...('bestBid' in found! ? found.bestBid : found!.prices)]).toEqual(IDS);
});

it.each(['timestamp', 'instrument'])('keeps texts small whatever stands as %s', (column) => {
  const book = IDS.map((id) => bookRow(id, { [column]: 'x'.repeat(100_000) }));
  const file = makeSource({ book });
  const database = new Database(file, { readonly: true });
  const chunk = new FileReader(database).readBook({ ...BOOK, file });
  database.close();
  expect(chunk?.count).toBe(IDS.length);
  expect(chunk?.bytes).toBeLessThan(1000);
});
