import { type BenchOptions, scaled } from '../bench-options.ts';
import { type Baseline, cReader, naiveNode, naivePython } from '../programs/baselines.ts';
import { interleave } from '../programs/interleave.ts';
import { computeProgram, processProgram, THREAD_COUNTS } from '../programs/our-programs.ts';
import type { Program } from '../programs/program.ts';
import { type Sample, withSampleFile } from '../sample-file.ts';
import type { Table } from '../table.ts';
import { speedTable } from './speed-table.ts';

/** How fast a file is computed and processed, against programs that only read it. */
export function measureSpeed(options: BenchOptions, sample: Sample): Promise<Table> {
  const programs = [...THREAD_COUNTS.map((n) => computeProgram(n)), ...THREAD_COUNTS.map((n) => processProgram(n))];
  return measurePrograms(options, sample, programs, [cReader(options.folder), naiveNode(), naivePython()]);
}

/** Memory and rate on a file of a million snapshots, with all threads. */
export function measureMillion(options: BenchOptions): Promise<Table> {
  const programs = [processProgram(THREAD_COUNTS.at(-1)!)];
  return measurePrograms(options, { snapshots: 1_000_000, levels: 25 }, programs, [cReader(options.folder)]);
}

async function measurePrograms(
  options: BenchOptions,
  { snapshots: all, levels }: Sample,
  ours: readonly Program[],
  baselines: readonly Baseline[],
): Promise<Table> {
  const { folder, rounds } = options;
  const snapshots = scaled(all, options);
  const programs = [...baselines.flatMap(({ program }) => program ?? []), ...ours];
  const runs = await withSampleFile(folder, { snapshots, levels }, (file) => interleave(programs, file, rounds));
  const title = `${snapshots} snapshots of ${levels} levels a side, median of ${rounds}`;
  return speedTable(title, runs, baselines);
}
