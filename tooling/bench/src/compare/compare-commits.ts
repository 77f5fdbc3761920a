import { join } from 'node:path';
import { chooseMeasures, readArguments, UsageError } from '../arguments.ts';
import { type BenchOptions, scaled } from '../bench-options.ts';
import { makeTemporaryFolder } from '../clean-up.ts';
import { describeMachine, machineLine } from '../machine.ts';
import { SPEED_SAMPLES } from '../measures/speed-samples.ts';
import { interleave, timeRatios } from '../programs/interleave.ts';
import type { Run } from '../programs/run-program.ts';
import { type Sample, withSampleFile } from '../sample-file.ts';
import { median, renderTable, type Table } from '../table.ts';
import { findPairs, type Pair } from './pairs.ts';
import { makeWorktree } from './worktree.ts';

type Measure = keyof typeof SPEED_SAMPLES;

/**
 * Measures computing and processing of two commits on the same files, interleaved, and prints a table a file:
 * `COMMIT COMMIT [MEASURE...]`, with `--scale` and `--rounds`. Both are run by this Node.
 */
export async function compareCommits(args: readonly string[]): Promise<void> {
  const { positionals, scale, rounds } = readArguments(args);
  const [first, second, ...given] = positionals;
  if (first === undefined || second === undefined) throw new UsageError('give two commits');
  const names = chooseMeasures(given, Object.keys(SPEED_SAMPLES)) as readonly Measure[];
  const folder = makeTemporaryFolder();
  process.stderr.write('Checking out and installing both commits\n');
  const a = await makeWorktree(first, join(folder, 'a'));
  const b = await makeWorktree(second, join(folder, 'b'));
  process.stdout.write(`${machineLine(describeMachine())}\nA: ${a.label}\nB: ${b.label}\n`);
  const pairs: Pair[] = [];
  for (const found of await findPairs(a, b, folder)) {
    if ('a' in found) pairs.push(found);
    else process.stdout.write(`${found.label} cannot run "${found.name}": ${found.reason}\n`);
  }
  if (pairs.length === 0) return;
  for (const name of names) {
    const table = await comparePairs(pairs, SPEED_SAMPLES[name], { folder, scale, rounds });
    process.stdout.write(`\n${renderTable(table)}`);
  }
}

async function comparePairs(
  pairs: readonly Pair[],
  { snapshots: all, levels }: Sample,
  options: BenchOptions,
): Promise<Table> {
  const { folder, rounds } = options;
  const snapshots = scaled(all, options);
  const programs = pairs.flatMap(({ a, b }) => [a, b]);
  const runs = await withSampleFile(folder, { snapshots, levels }, (file) => interleave(programs, file, rounds));
  return {
    title: `${snapshots} snapshots of ${levels} levels a side, median of ${rounds}`,
    columns: ['', 'A seconds', 'B seconds', 'time B / A', 'least', 'largest', 'A peak MB', 'B peak MB'],
    rows: pairs.map(({ name, a, b }) => [name, ...rowOf(runs.get(a)!, runs.get(b)!)]),
  };
}

function rowOf(a: readonly Run[], b: readonly Run[]): readonly string[] {
  const ratios = timeRatios(b, a);
  const seconds = [a, b].map((runs) => median(runs.map((run) => run.seconds)).toFixed(3));
  const peaks = [a, b].map((runs) => median(runs.map((run) => run.peakMegabytes ?? Number.NaN)).toFixed(0));
  const shares = [median(ratios), Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2));
  return [...seconds, ...shares, ...peaks];
}
