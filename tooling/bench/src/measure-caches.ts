import { type ChildFigures, runChild } from './child.ts';
import { makeSampleFile } from './sample-file.ts';
import { median, type Table } from './table.ts';

const SNAPSHOTS = 100_000;
const LEVELS = 25;
const RUNS = 5;

/** The settings from which the defaults were chosen, each against the default in the same round. */
const VARIANTS = {
  'cacheSize 16 MiB (default)': {},
  'cacheSize 1 MiB': { cacheSize: 1024 },
  'cacheSize 4 MiB': { cacheSize: 4096 },
  'cacheSize 64 MiB': { cacheSize: 65_536 },
  'cacheSize 400 MiB': { cacheSize: 409_600 },
  'synchronous normal': { synchronous: 'normal' },
  'journalMode wal': { journalMode: 'wal' },
  'journalMode truncate': { journalMode: 'truncate' },
  'durability fast': { durability: 'fast' },
  'batchSize 100': { batchSize: 100 },
  'batchSize 10,000': { batchSize: 10_000 },
};

/** What cache size, journal and batch size cost and give. */
export async function measureCaches(folder: string): Promise<Table> {
  const file = await makeSampleFile(folder, SNAPSHOTS, LEVELS);
  const runs = new Map<string, ChildFigures[]>(Object.keys(VARIANTS).map((name) => [name, []]));
  for (let run = 0; run < RUNS; run++) {
    for (const [name, options] of Object.entries(VARIANTS)) {
      runs.get(name)!.push(runChild('process-child.ts', file, options));
    }
  }
  const baseline = [...runs.values()][0]!;
  return {
    title: `Settings, ${SNAPSHOTS} snapshots of ${LEVELS} levels a side, time against the default, median of ${RUNS}`,
    columns: ['', 'time / default', 'peak MB'],
    rows: [...runs].map(([name, figures]) => [
      name,
      median(figures.map(({ seconds }, run) => seconds / baseline[run]!.seconds)).toFixed(2),
      median(figures.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0),
    ]),
  };
}
