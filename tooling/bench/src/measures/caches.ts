import { type BenchOptions, scaled } from '../bench-options.ts';
import { interleave, timeRatios } from '../programs/interleave.ts';
import { nodeProgram, type Program } from '../programs/program.ts';
import type { Run } from '../programs/run-program.ts';
import { withSampleFile } from '../sample-file.ts';
import { median, type Table } from '../table.ts';

const SNAPSHOTS = 100_000;
const LEVELS = 25;

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

const PROGRAMS: readonly Program[] = Object.entries(VARIANTS).map(([name, options]) =>
  nodeProgram(name, 'process-child.ts', { stores: true, options }),
);

/** What cache size, journal and batch size cost and give. */
export async function measureCaches(options: BenchOptions): Promise<Table> {
  const { folder, rounds } = options;
  const sample = { snapshots: scaled(SNAPSHOTS, options), levels: LEVELS };
  const runs = await withSampleFile(folder, sample, (file) => interleave(PROGRAMS, file, rounds));
  const baseline = runs.get(PROGRAMS[0]!)!;
  return {
    title: `Settings, ${sample.snapshots} snapshots of ${LEVELS} levels a side, one thread, time against the default, median of ${rounds}`,
    columns: ['', 'time / default', 'least', 'largest', 'peak MB'],
    rows: [...runs].map(([{ name }, own]) => [name, ...rowOf(own, baseline)]),
  };
}

function rowOf(runs: readonly Run[], baseline: readonly Run[]): readonly string[] {
  const ratios = timeRatios(runs, baseline);
  const shares = [median(ratios), Math.min(...ratios), Math.max(...ratios)];
  const peak = median(runs.map(({ peakMegabytes }) => peakMegabytes ?? Number.NaN));
  return [...shares.map((share) => share.toFixed(2)), peak.toFixed(0)];
}
