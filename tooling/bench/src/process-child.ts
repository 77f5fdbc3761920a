import { DEFAULT_CONFIGURATION, Storage } from '@orderflow/core';
import { type ConnectOptions, SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import { report } from './child.ts';

/** Processes a file: `process-child.ts FILE OPTIONS`, options of the connection and `batchSize` as JSON. */
const [file = '', options = '{}'] = process.argv.slice(2);
const { batchSize = DEFAULT_CONFIGURATION.batchSize, ...connection } = JSON.parse(options) as ConnectOptions & {
  readonly batchSize?: number;
};

await report(async () => {
  const repository = SQLiteOrderflowRepository.connect(file, { write: true, ...connection });
  try {
    const parts = { repository, metrics: repository, settings: DEFAULT_CONFIGURATION, batchSize };
    const { writtenRows } = await new Storage(parts).buildBooktickFromDb();
    return writtenRows;
  } finally {
    repository.close();
  }
});
