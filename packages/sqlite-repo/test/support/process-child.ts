import { writeSync } from 'node:fs';
import { DEFAULT_CONFIGURATION, Storage } from '@orderflow/core';
import { SQLiteOrderflowRepository } from '../../src/sqlite-orderflow-repository.ts';
import { SnapshotPool } from '../../src/workers/snapshot-pool.ts';

// A run that its parent kills: the file, then how to connect as JSON. Writes a byte a batch, and waits when it is
// done, so that the kill always finds it.
const [path = '', options = '{}'] = process.argv.slice(2);
const { threads, ...connect } = JSON.parse(options);
const pool = threads === undefined ? {} : { pool: new SnapshotPool(threads) };
const repository = SQLiteOrderflowRepository.connect(path, { write: true, synchronous: 'off', ...connect, ...pool });
const insertMetricsBatch = repository.insertMetricsBatch.bind(repository);
repository.insertMetricsBatch = (...batch) => {
  writeSync(1, '.');
  return insertMetricsBatch(...batch);
};
const parts = { repository, metrics: repository, settings: DEFAULT_CONFIGURATION, batchSize: 50, commitRows: 50 };
await new Storage(parts).buildBooktickFromDb();
setInterval(() => writeSync(1, '.'), 1);
