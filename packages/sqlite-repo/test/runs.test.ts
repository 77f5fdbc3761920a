import { describeRuns, makeRows, makeRun, type RunsUnderTest } from '@orderflow/contracts';
import { MemoryRunsRepository } from '@orderflow/core';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { SQLiteRunsRepository } from '../src/index.ts';
import { makeSource, newPath } from './support/files.ts';

function openFile(path: string): RunsUnderTest {
  const repository = SQLiteRunsRepository.open(path, { write: true });
  return {
    repository,
    reopen: async () => {
      repository.close();
      return openFile(path);
    },
    close: async () => repository.close(),
  };
}

function inMemory(repository = new MemoryRunsRepository()): RunsUnderTest {
  return { repository, reopen: async () => inMemory(repository), close: async () => undefined };
}

describeRuns('memory', async () => inMemory());
describeRuns('a SQLite file', async () => openFile(newPath()));

describe('a file of runs', () => {
  it('takes runs of two programs at a time', async () => {
    const path = newPath();
    const [one, other] = [openFile(path), openFile(path)];
    await one.repository.save(makeRun('a1', { rows: [makeRows(3), makeRows(3)] }));
    await other.repository.save(makeRun('a2'));
    await one.repository.save(makeRun('a3'));
    expect((await other.repository.list({})).map(({ id }) => id)).toEqual(['a3', 'a2', 'a1']);
    for (const { close } of [one, other]) await close();
  });

  it('is all or nothing where a run cannot be stored whole', async () => {
    const path = newPath();
    const { repository, close } = openFile(path);
    const broken = function* () {
      yield* makeRows(2).fills;
      throw new Error('no more');
    };
    const rows = [makeRows(1), { ...makeRows(1), fills: broken() }];
    await expect(repository.save(makeRun('a1', { rows }))).rejects.toThrow('no more');
    expect(await repository.list({})).toEqual([]);
    await repository.save(makeRun('a1', { rows: [makeRows(1), makeRows(1)] }));
    await close();
    const database = new Database(path, { readonly: true });
    expect(database.prepare('SELECT count(*) FROM orderflow_backtest_fills').pluck().get()).toBe(2);
    database.close();
  });

  it('lists runs that were stored before skipped trades and reasons were kept', async () => {
    const path = newPath();
    const { repository, close } = openFile(path);
    await repository.save(makeRun('a1'));
    const database = new Database(path);
    database.exec("UPDATE orderflow_backtests SET data = json_remove(data, '$.skippedTrades', '$.problems')");
    database.close();
    const [run] = await repository.list({});
    expect(run!.data).toEqual({ ...makeRun('a1').data, skippedTrades: null, problems: [] });
    await close();
  });

  it('is never one that holds data, and is not made by reading', () => {
    const source = makeSource({}, {});
    const tables = () => {
      const database = new Database(source, { readonly: true });
      const names = database.prepare('SELECT name FROM sqlite_schema').pluck().all();
      database.close();
      return names;
    };
    const before = tables();
    for (const write of [true, false]) {
      expect(() => SQLiteRunsRepository.open(source, { write })).toThrow(/this is no file of runs/);
    }
    expect(tables()).toEqual(before);
    expect(() => SQLiteRunsRepository.open(newPath())).toThrow(/there is no such file/);
  });

  it('cannot be written where it was opened to read', async () => {
    const path = newPath();
    await openFile(path).close();
    const runs = SQLiteRunsRepository.open(path);
    await expect(runs.save(makeRun('a1'))).rejects.toMatchObject({ code: 'source-read-only' });
    runs.close();
  });
});
