import type { BenchOptions } from './bench-options.ts';
import { nodeProgram } from './programs/program.ts';
import { type Run, runProgram } from './programs/run-program.ts';
import { withSampleFile } from './sample-file.ts';
import { median, type Table } from './table.ts';

const LEVELS = 25;
const SMALL = 30_000;
const LARGE = 300_000;

const PROCESS = nodeProgram('process', 'process-child.ts', { stores: true });

/** Whether memory stays where it is while the file grows tenfold. */
export async function measureMemory({ folder, scale, rounds }: BenchOptions): Promise<Table> {
  const sizes = [SMALL, LARGE].map((snapshots) => Math.round(snapshots * scale));
  const peaks: number[] = [];
  for (const snapshots of sizes) {
    const runs: Run[] = [];
    await withSampleFile(folder, { snapshots, levels: LEVELS }, async (file) => {
      for (let round = 0; round < rounds; round++) runs.push(await runProgram(PROCESS, file));
    });
    peaks.push(median(runs.map(({ peakMegabytes }) => peakMegabytes ?? Number.NaN)));
  }
  return {
    title: `Peak memory of the whole Node process, one thread, sources stripped as they load, median of ${rounds}`,
    columns: ['snapshots', 'peak MB'],
    rows: [
      [sizes[0]!, peaks[0]!.toFixed(0)],
      [sizes[1]!, peaks[1]!.toFixed(0)],
      ['large / small', (peaks[1]! / peaks[0]!).toFixed(2)],
    ],
  };
}
