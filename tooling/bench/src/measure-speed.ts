import { availableParallelism } from 'node:os';
import type { BenchOptions } from './bench-options.ts';
import { compileCReader } from './programs/c-reader.ts';
import { interleave } from './programs/interleave.ts';
import { nodeProgram, type Program } from './programs/program.ts';
import type { Run } from './programs/run-program.ts';
import { type Sample, withSampleFile } from './sample-file.ts';
import { median, type Table } from './table.ts';

const THREADS = availableParallelism();

const OURS: readonly Program[] = [
  nodeProgram('compute, 1 thread', 'compute-child.ts', { options: { threads: 1 } }),
  nodeProgram(`compute, ${THREADS} threads`, 'compute-child.ts', { options: { threads: THREADS } }),
  nodeProgram('process, 1 thread', 'process-child.ts', { stores: true, options: { threads: 1 } }),
  nodeProgram(`process, ${THREADS} threads`, 'process-child.ts', { stores: true, options: { threads: THREADS } }),
];

/** How fast files are computed and processed, against programs that only read them. */
export async function measureSpeed({ folder, scale, rounds }: BenchOptions, of: Sample): Promise<Table> {
  const sample = { ...of, snapshots: Math.round(of.snapshots * scale) };
  const cReader = compileCReader(folder);
  const naive = nodeProgram('naive JSON.parse', 'naive-child.ts');
  const programs = [...(cReader === null ? [] : [cReader]), ...OURS, naive];
  const runs = await withSampleFile(folder, sample, (file) => interleave(programs, file, rounds));
  const baselines = [cReader, naive].map((program) => (program === null ? null : runs.get(program)!));
  return {
    title: `${sample.snapshots} snapshots of ${sample.levels} levels a side, median of ${rounds}`,
    columns: ['', 'seconds', 'time / C', 'least', 'largest', '/ JSON.parse', 'CPU s', 'start s', 'peak MB', 'growth'],
    rows: [
      ...[...runs].map(([{ name }, own]) => [name, ...rowOf(own, baselines)]),
      ...(cReader === null ? [['C reader: no C compiler with libsqlite3', ...Array(9).fill('-')]] : []),
    ],
  };
}

function rowOf(runs: readonly Run[], [c, naive]: readonly (readonly Run[] | null)[]): readonly string[] {
  const middle = (figure: (run: Run) => number) => median(runs.map(figure));
  const ratios = (baseline: readonly Run[]) => runs.map(({ seconds }, round) => seconds / baseline[round]!.seconds);
  const toC = c == null ? null : ratios(c);
  return [
    middle(({ seconds }) => seconds).toFixed(3),
    toC === null ? '-' : median(toC).toFixed(2),
    toC === null ? '-' : Math.min(...toC).toFixed(2),
    toC === null ? '-' : Math.max(...toC).toFixed(2),
    median(ratios(naive!)).toFixed(2),
    middle(({ cpuSeconds }) => cpuSeconds).toFixed(3),
    middle(({ startSeconds }) => startSeconds).toFixed(3),
    middle(({ peakMegabytes }) => peakMegabytes ?? Number.NaN).toFixed(0),
    `${(100 * middle(({ growth }) => growth)).toFixed(1)} %`,
  ];
}
