import { DEFAULT_CONFIGURATION, Storage } from '@orderflow/core';
import { SQLiteOrderflowRepository } from '../../src/sqlite-orderflow-repository.ts';

// A run that its parent kills: the file, then how to connect as JSON. Says when it starts.
const [path = '', options = '{}'] = process.argv.slice(2);
process.stdout.write('started\n');
const repository = SQLiteOrderflowRepository.connect(path, { write: true, synchronous: 'off', ...JSON.parse(options) });
const parts = { repository, metrics: repository, settings: DEFAULT_CONFIGURATION, batchSize: 50, commitRows: 50 };
await new Storage(parts).buildBooktickFromDb();
repository.close();
