import { DEFAULT_CONFIGURATION, Storage } from '@orderflow/core';
import { SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import Database from 'better-sqlite3';
import { type BenchOptions, scaled } from '../bench-options.ts';
import { withSampleFile } from '../sample-file.ts';
import type { Table } from '../table.ts';

const SAMPLES = [
  { snapshots: 100_000, levels: 25 },
  { snapshots: 10_000, levels: 400 },
];

/** What a file grows by, as a share of what it was: metrics, their indexes, the pyramid, and all else of ours. */
export async function measureGrowth(options: BenchOptions): Promise<Table> {
  const rows: string[][] = [];
  for (const { snapshots: all, levels } of SAMPLES) {
    const snapshots = scaled(all, options);
    await withSampleFile(options.folder, { snapshots, levels }, async (file) => {
      await processFile(file);
      rows.push([`${snapshots} snapshots of ${levels} levels`, ...sharesOf(file)]);
    });
  }
  return {
    title: 'Growth of a file, as a share of its book and trades',
    columns: ['', 'metrics', 'indexes', 'pyramid', 'all else', 'together'],
    rows,
  };
}

async function processFile(path: string): Promise<void> {
  const repository = SQLiteOrderflowRepository.connect(path, { write: true });
  try {
    const parts = { repository, metrics: repository, settings: DEFAULT_CONFIGURATION };
    await new Storage({ ...parts, batchSize: DEFAULT_CONFIGURATION.batchSize }).buildBooktickFromDb();
  } finally {
    repository.close();
  }
}

function sharesOf(path: string): readonly string[] {
  const database = new Database(path, { readonly: true });
  const bytesOf = (pattern: string) =>
    database
      .prepare<[string], number>('SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name GLOB ?')
      .pluck()
      .get(pattern)!;
  const source = bytesOf('book') + bytesOf('trades');
  const metrics = bytesOf('metrics');
  const indexes = bytesOf('idx_metrics_*');
  const pyramid = bytesOf('orderflow_pyramid') + bytesOf('*orderflow_*_tiles*');
  const others = bytesOf('*orderflow_*') - pyramid;
  database.close();
  const all = metrics + indexes + pyramid + others;
  return [metrics, indexes, pyramid, others, all].map((bytes) => `${((100 * bytes) / source).toFixed(1)} %`);
}
