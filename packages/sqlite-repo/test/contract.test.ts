import { type ContractRows, describePyramid, describeRepository, type RepositoryUnderTest } from '@orderflow/contracts';
import type { ConnectOptions } from '../src/connect-options.ts';
import { SQLiteOrderflowRepository } from '../src/sqlite-orderflow-repository.ts';
import { appendRows, type Layout, makeSource, newPath } from './support/files.ts';
import { withPool } from './support/snapshot-rows.ts';

/** The suite's hold on a file. */
function openFile(path: string, options: ConnectOptions): RepositoryUnderTest {
  const repository = SQLiteOrderflowRepository.connect(path, { write: true, synchronous: 'off', ...options });
  return {
    repository,
    metrics: repository,
    append: async (rows) => appendRows(path, rows),
    reopen: async () => {
      repository.close();
      return openFile(path, options);
    },
    close: async () => repository.close(),
  };
}

function makeFile(layout: Layout, options: () => ConnectOptions = () => ({})) {
  return async (rows: ContractRows) => openFile(makeSource(rows, layout), options());
}

const INDEXES = [
  'CREATE INDEX book_by_time ON book (instrument, timestamp)',
  'CREATE INDEX trades_by_time ON trades (timestamp)',
];

/** Files that differ in where a pyramid stands, or in what reads the rows it is made of. */
const FILES = {
  'a SQLite file': makeFile({}),
  'a SQLite file that worker threads read': makeFile({}, () => withPool(2)),
  'a SQLite file with its metrics elsewhere': makeFile({}, () => ({ output: newPath() })),
};
for (const [name, make] of Object.entries(FILES)) {
  describeRepository(name, make);
  describePyramid(name, make);
}
describeRepository('a SQLite file with indexes', makeFile({ after: INDEXES }));
describeRepository('a SQLite file in WAL mode', makeFile({ before: ['PRAGMA journal_mode = wal'] }));
