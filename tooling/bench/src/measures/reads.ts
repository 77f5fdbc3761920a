import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchOptions, scaled } from '../bench-options.ts';
import { makeDailyFiles } from '../daily-files.ts';
import { PIXELS, runReads } from '../programs/reads.ts';
import type { Table } from '../table.ts';

const SNAPSHOTS = 10_000_000;
const FILES = 30;

/** How long a server takes to open a data set, and to read any range of it at any zoom. */
export async function measureReads(options: BenchOptions): Promise<Table> {
  const snapshots = scaled(SNAPSHOTS, options);
  const samples = join(options.folder, 'reads');
  mkdirSync(samples, { recursive: true });
  try {
    return {
      title: `Reads of ${snapshots} snapshots in ${FILES} files for ${PIXELS} device pixels, any range and zoom, ms`,
      columns: ['', 'reads', 'p50', 'p95', 'p99', 'largest', 'CPU'],
      rows: await runReads(await makeDailyFiles(samples, snapshots, FILES)),
    };
  } finally {
    rmSync(samples, { recursive: true });
  }
}
