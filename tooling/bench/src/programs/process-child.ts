import { DEFAULT_CONFIGURATION, Storage } from '@orderflow/core';
import { type ConnectOptions, SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import { report } from './report.ts';
import { startPool } from './worker-pool.ts';

/** Processes a file as the command `process` does: `process-child.ts FILE OPTIONS`. */
interface ProcessOptions extends ConnectOptions {
  readonly threads?: number;
  readonly batchSize?: number;
}

const [file = '', options = '{}'] = process.argv.slice(2);
const {
  threads = 1,
  batchSize = DEFAULT_CONFIGURATION.batchSize,
  ...connection
} = JSON.parse(options) as ProcessOptions;

const pool = await startPool(file, threads);
await report(async () => {
  const parts = { write: true, ...connection, ...(pool !== undefined && { pool }) };
  const repository = SQLiteOrderflowRepository.connect(file, parts);
  try {
    const storage = new Storage({ repository, metrics: repository, settings: DEFAULT_CONFIGURATION, batchSize });
    await storage.buildBooktickFromDb();
  } finally {
    repository.close();
  }
  return null;
});
await pool?.close();
