import { copyFileSync, existsSync, linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { DEFAULT_CONFIGURATION, type JournalMode, Storage } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { SQLiteOrderflowRepository } from '../src/sqlite-orderflow-repository.ts';
import {
  appendRows,
  dumpOutput,
  fileChecksum,
  filesBeside,
  inputChecksum,
  makeSource,
  metricsOf,
  newPath,
  processFile,
  query,
  rowTexts,
  withRepository,
} from './support/files.ts';
import { bookRow, marketRows, START, tradeRow } from './support/rows.ts';

const PAGE = 4096;

/** The design's own words. */
const METRICS_DDL = `
CREATE TABLE metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, snapshot_id INTEGER, timestamp TEXT, obi REAL, cvd REAL,
                      best_bid REAL, best_ask REAL, FOREIGN KEY (snapshot_id) REFERENCES book(id));
CREATE INDEX idx_metrics_timestamp ON metrics(timestamp);
CREATE INDEX idx_metrics_snapshot_id ON metrics(snapshot_id);`;

const market = marketRows({
  seed: 6,
  snapshots: 1200,
  instruments: ['BTC-USDT', 'ETH-USDT'],
  repeatedTimestamps: 0.1,
  oddities: 0.05,
});

function journalModeOf(path: string): unknown {
  return query(path, 'PRAGMA journal_mode')[0]?.journal_mode;
}

describe('the metrics table', () => {
  it("is equal to the design's in table_info, index_list, index_info and foreign_key_list", async () => {
    const ours = makeSource(market);
    await processFile(ours);
    const wanted = makeSource({}, { after: [METRICS_DDL] });
    for (const pragma of [
      'table_info(metrics)',
      'table_xinfo(metrics)',
      'index_list(metrics)',
      'foreign_key_list(metrics)',
      'index_xinfo(idx_metrics_timestamp)',
      'index_xinfo(idx_metrics_snapshot_id)',
    ]) {
      expect(query(ours, `PRAGMA ${pragma}`)).toEqual(query(wanted, `PRAGMA ${pragma}`));
    }
  });

  it('holds rows in (timestamp, snapshot id) order across instruments, with ids from 1 without holes', async () => {
    const path = makeSource(market);
    await processFile(path, { batchSize: 77 });
    const rows = metricsOf(path);
    expect(rows.length).toBeGreaterThan(1000);
    expect(rows.map(({ id }) => id)).toEqual(rows.map((_, index) => index + 1));
    const sorted = rows.toSorted((a, b) => Number(a.timestamp) - Number(b.timestamp) || a.snapshot_id - b.snapshot_id);
    expect(rows).toEqual(sorted);
  });

  it('has nulls for best prices that are not there, and no null elsewhere', async () => {
    const path = makeSource({ book: [bookRow(1, { bids: null, asks: null })] });
    await processFile(path);
    expect(rowTexts(path, 'metrics')).toEqual([
      `integer1 integer1 text'${START + 1000}' real0.0 real0.0 nullNULL nullNULL`,
    ]);
  });

  it('starts from 1 again with force, and equals a fresh one', async () => {
    const path = makeSource(market);
    await processFile(path, { settings: { depth: 1 } });
    await processFile(path, { force: true });
    await processFile(path, { force: true });
    const fresh = makeSource(market);
    await processFile(fresh);
    expect(dumpOutput(path)).toEqual(dumpOutput(fresh));
    expect(rowTexts(path, 'sqlite_sequence')).toEqual(rowTexts(fresh, 'sqlite_sequence'));
  });

  it('is the only table of a plain name that we make', async () => {
    const path = makeSource(market);
    await processFile(path);
    const names = query(path, "SELECT name FROM sqlite_schema WHERE type = 'table'").map(({ name }) => String(name));
    const others = names.filter((name) => !name.startsWith('orderflow_'));
    expect(others.toSorted()).toEqual(['book', 'metrics', 'sqlite_sequence', 'trades']);
  });

  it('grows a file of 25 levels a side by less than a fifth', async () => {
    const path = makeSource(marketRows({ seed: 1, snapshots: 1500, levels: 25 }));
    const pages = () => Number(query(path, 'SELECT page_count FROM pragma_page_count')[0]?.page_count);
    const before = pages();
    await processFile(path);
    expect(pages()).toBeLessThan(1.2 * before);
  });
});

describe('running again', () => {
  it('writes nothing where nothing is new, and only what is new else', async () => {
    const path = makeSource(market);
    await processFile(path);
    const before = fileChecksum(path);
    expect(await processFile(path)).toMatchObject({ kind: 'done', writtenRows: 0 });
    expect(fileChecksum(path)).toBe(before);
    const last = metricsOf(path);
    appendRows(path, { book: [bookRow(99_999, { timestamp: String(START * 1.5) })] });
    expect(await processFile(path)).toMatchObject({ writtenRows: 1, totalRows: last.length + 1 });
    expect(metricsOf(path).slice(0, -1)).toEqual(last);
  });

  it.each([
    [{ depth: 5 }, 'depth all, not 5'],
    [{ tradeMatching: 'exact' as const }, 'tradeMatching window, not exact'],
    [{ maxLevelBytes: 1000 }, 'maxLevelBytes 16777216, not 1000'],
  ])('with other settings %o is refused, and changes nothing', async (settings, words) => {
    const path = makeSource(market);
    await processFile(path);
    const before = fileChecksum(path);
    const refused = processFile(path, { settings });
    await expect(refused).rejects.toMatchObject({
      code: 'settings-differ',
      message: expect.stringMatching(new RegExp(`${path}.*${words}.*--output.*--force`)),
    });
    expect(fileChecksum(path)).toBe(before);
  });

  it('says so where rows have come late, names the file and where it goes on', async () => {
    const path = makeSource({ book: market.book.filter(({ id }) => id !== 30) });
    await processFile(path);
    appendRows(path, { book: market.book.filter(({ id }) => id === 30) });
    const warnings: string[] = [];
    await processFile(path, { onWarning: (message) => warnings.push(message) });
    expect(warnings).toEqual([
      expect.stringContaining(`${path}: rows have come that are older than the stored position`),
    ]);
  });
});

describe('metrics of another tool', () => {
  const foreign = (name: string, columns: string) => [
    `CREATE TABLE ${name} (${columns})`,
    `INSERT INTO ${name} DEFAULT VALUES`,
    `CREATE INDEX their_index ON ${name} (id)`,
  ];

  it.each([
    ['of the same form', METRICS_DDL.replace(/CREATE INDEX.*\n?/g, '')],
    ['of another form', 'CREATE TABLE metrics (id INTEGER PRIMARY KEY, name TEXT)'],
    ['in capitals', 'CREATE TABLE METRICS (id INTEGER PRIMARY KEY, name TEXT)'],
    ['in a view', 'CREATE TABLE theirs (id); CREATE VIEW metrics AS SELECT * FROM theirs'],
  ])('%s are left alone, and replaced with force', async (_, ddl) => {
    const path = makeSource(market, { after: [ddl] });
    const before = fileChecksum(path);
    await withRepository(path, {}, async (repository) => {
      expect(await repository.tableExists()).toEqual({ kind: 'foreign' });
    });
    await expect(processFile(path)).rejects.toMatchObject({
      code: 'foreign-metrics',
      message: expect.stringMatching(new RegExp(`${path}.*another tool.*--output.*--force`)),
    });
    expect(fileChecksum(path)).toBe(before);
    await processFile(path, { force: true });
    const fresh = makeSource(market);
    await processFile(fresh);
    expect(dumpOutput(path)).toEqual(dumpOutput(fresh));
  });

  it('are not taken for ours where they have indexes and tables beside them', async () => {
    const path = makeSource(market, { after: foreign('metrics', 'id INTEGER') });
    await withRepository(path, { write: true }, async (repository) => {
      const settings = DEFAULT_CONFIGURATION;
      await expect(repository.createMetricsTable(settings, { replace: false })).rejects.toMatchObject({
        code: 'foreign-metrics',
      });
    });
    expect(query(path, 'SELECT * FROM metrics')).toHaveLength(1);
  });
});

describe('metrics elsewhere', () => {
  it('leave every byte of the source as it is, and say where they come from', async () => {
    for (const mode of ['delete', 'wal']) {
      const path = makeSource(market, { before: [`PRAGMA journal_mode = ${mode}`] });
      const output = newPath();
      const before = fileChecksum(path);
      await processFile(path, { connect: { output } });
      expect(fileChecksum(path)).toBe(before);
      const beside = makeSource(market);
      await processFile(beside);
      expect(dumpOutput(output)).toEqual(dumpOutput(beside));
      expect(query(output, 'SELECT source FROM orderflow_runs')).toEqual([{ source: basename(path) }]);
      expect(await processFile(path, { connect: { output } })).toMatchObject({ writtenRows: 0 });
    }
  });

  it('go on where rows were appended or came late', async () => {
    const path = makeSource({ book: market.book.slice(0, 900), trades: market.trades.slice(9, 200) });
    const output = newPath();
    await processFile(path, { connect: { output } });
    appendRows(path, { book: market.book.slice(900), trades: market.trades.slice(0, 9) });
    appendRows(path, { trades: market.trades.slice(200) });
    await processFile(path, { connect: { output } });
    const whole = makeSource(market);
    await processFile(whole);
    expect(dumpOutput(output)).toEqual(dumpOutput(whole));
  });

  it('refuse another source, even with force', async () => {
    const [one, other] = [makeSource(market), makeSource(market)];
    const output = newPath();
    await processFile(one, { connect: { output } });
    const before = fileChecksum(output);
    for (const force of [false, true]) {
      await expect(processFile(other, { force, connect: { output } })).rejects.toMatchObject({
        code: 'settings-differ',
        message: expect.stringMatching(new RegExp(`${output}.*${basename(one)}.*${basename(other)}.*--output`)),
      });
    }
    expect(fileChecksum(output)).toBe(before);
  });

  it('are named where their settings differ', async () => {
    const [path, output] = [makeSource(market), newPath()];
    await processFile(path, { connect: { output } });
    const message = expect.stringContaining(`${output}: the stored metrics have depth all, not 5`);
    await expect(processFile(path, { settings: { depth: 5 }, connect: { output } })).rejects.toMatchObject({ message });
  });

  it('refuse to stand in a file that holds metrics of its own', async () => {
    const [one, other] = [makeSource(market), makeSource(market)];
    await processFile(other);
    const before = fileChecksum(other);
    await expect(processFile(one, { force: true, connect: { output: other } })).rejects.toMatchObject({
      code: 'settings-differ',
    });
    expect(fileChecksum(other)).toBe(before);
  });

  it('stand beside the rows where the output is the source under another name', async () => {
    const path = makeSource(market);
    const link = newPath();
    symlinkSync(path, link);
    await processFile(path, { connect: { output: link } });
    expect(query(path, 'SELECT source FROM orderflow_runs')).toEqual([{ source: null }]);
    const hardLink = newPath();
    linkSync(path, hardLink);
    expect(await processFile(path, { connect: { output: hardLink } })).toMatchObject({ writtenRows: 0 });
  });

  it('are read with the source', async () => {
    const path = makeSource(market);
    const output = newPath();
    await processFile(path, { connect: { output } });
    await withRepository(path, { output }, async (repository) => {
      expect(await repository.tableExists()).toMatchObject({ kind: 'ours' });
      expect((await repository.describeMetrics()).map(({ instrument }) => instrument)).toEqual([
        'BTC-USDT',
        'ETH-USDT',
      ]);
    });
  });
});

describe('book and trades', () => {
  it('are never written, whatever is done to the metrics', async () => {
    const path = makeSource(market, { after: ['CREATE INDEX theirs ON book (timestamp)'] });
    const before = inputChecksum(path);
    await processFile(path);
    await processFile(path, { force: true, settings: { depth: 3, tradeMatching: 'exact' } });
    await withRepository(path, { write: true }, async (repository) => {
      await repository.rewindTo(null);
      await repository.clean();
    });
    expect(inputChecksum(path)).toBe(before);
  });
});

describe('clean', () => {
  it('removes all that we wrote, names it, and nothing else', async () => {
    const path = makeSource(market, { after: ['CREATE TABLE theirs (id)', 'CREATE TABLE orderflows (id)'] });
    const before = query(path, 'SELECT * FROM sqlite_schema ORDER BY name').map(({ sql }) => sql);
    await processFile(path);
    const removed = await withRepository(path, { write: true }, (repository) => repository.clean());
    expect(removed).toContain('metrics');
    expect(removed.every((name) => name === 'metrics' || name.startsWith('orderflow_'))).toBe(true);
    const after = query(path, "SELECT * FROM sqlite_schema WHERE name <> 'sqlite_sequence' ORDER BY name");
    expect(after.map(({ sql }) => sql)).toEqual(before);
    expect(rowTexts(path, 'sqlite_sequence')).toEqual([]);
    expect(await withRepository(path, { write: true }, (repository) => repository.clean())).toEqual([]);
  });

  it('lets a run start anew', async () => {
    const path = makeSource(market);
    await processFile(path);
    const before = dumpOutput(path);
    await withRepository(path, { write: true }, (repository) => repository.clean());
    await processFile(path);
    expect(dumpOutput(path)).toEqual(before);
  });
});

describe('the journal mode', () => {
  const modes: readonly JournalMode[] = ['delete', 'wal', 'truncate', 'persist', 'memory', 'off'];
  const cases = ['delete', 'wal'].flatMap((found) => [null, ...modes].map((wanted) => [found, wanted] as const));

  it.each(cases)('%s is left as it was found, with the setting %s', async (found, journalMode) => {
    const path = makeSource(market, { before: [`PRAGMA journal_mode = ${found}`] });
    await processFile(path, { connect: { journalMode } });
    for (const suffix of ['-wal', '-shm', '-journal']) expect(existsSync(`${path}${suffix}`)).toBe(false);
    expect(journalModeOf(path)).toBe(found);
    expect(metricsOf(path).length).toBeGreaterThan(1000);
  });

  it.each(['delete', 'wal'])('%s is left as it was found where durability is fast', async (found) => {
    const path = makeSource(market, { before: [`PRAGMA journal_mode = ${found}`] });
    await processFile(path, { connect: { durability: 'fast' } });
    expect(journalModeOf(path)).toBe(found);
    expect(metricsOf(path).length).toBeGreaterThan(1000);
  });

  it('stays where another program keeps it from being restored; that is said, and the next run restores it', async () => {
    const path = makeSource(market);
    const warnings: string[] = [];
    const onWarning = (message: string) => warnings.push(message);
    const options = { write: true, journalMode: 'wal', lockTimeoutMs: 50, onWarning } as const;
    const repository = SQLiteOrderflowRepository.connect(path, options);
    const parts = { repository, metrics: repository, settings: DEFAULT_CONFIGURATION, batchSize: 500 };
    await new Storage(parts).buildBooktickFromDb();
    const reader = SQLiteOrderflowRepository.connect(path, { lockTimeoutMs: 50 });
    await reader.countRows('book');
    repository.close();
    expect(warnings).toEqual([expect.stringMatching(/another program keeps the file in its journal mode/)]);
    await expect(repository.countRows('book')).rejects.toThrow(/was closed/);
    reader.close();
    copyFileSync(path, newPath());
    await processFile(path);
    expect(journalModeOf(path)).toBe('delete');
  });

  it('of a file apart is restored where its source turns out to be damaged', async () => {
    const levels = Array.from({ length: 2000 }, (_, row) => `[${row + 1},1]`);
    const path = makeSource({ book: [bookRow(1, { bids: `[${levels}]` })] });
    const output = newPath();
    await processFile(path, { connect: { output } });
    // The timestamp lies behind the levels, on pages that only whoever reads it comes to.
    const [page] = query(path, "SELECT pageno AS number FROM dbstat WHERE name = 'book' AND pagetype = 'overflow'");
    const start = (Number(page!.number) - 1) * PAGE;
    writeFileSync(path, readFileSync(path).fill(0xa5, start, start + PAGE));
    const options = { write: true, output, journalMode: 'wal' } as const;
    expect(() => SQLiteOrderflowRepository.connect(path, options)).toThrow(/damaged/);
    expect(filesBeside(output)).toEqual([basename(output)]);
    expect(journalModeOf(output)).toBe('delete');
  });
});

describe('a database of trades only, or of books only', () => {
  it('has no metrics without books, and CVD 0 without trades', async () => {
    const trades = makeSource({ trades: [tradeRow(1)] });
    expect(await processFile(trades)).toMatchObject({ totalRows: 0 });
    const books = makeSource({ book: [bookRow(1)] });
    await processFile(books);
    expect(metricsOf(books)[0]?.cvd).toBe(0);
  });
});
