import { type BenchOptions, scaled } from '../bench-options.ts';
import { interleave } from '../programs/interleave.ts';
import { processProgram, THREAD_COUNTS } from '../programs/our-programs.ts';
import { withSampleFile } from '../sample-file.ts';
import { median, type Table } from '../table.ts';

const LEVELS = 25;
const SMALL = 30_000;
const LARGE = 300_000;

const PROGRAMS = THREAD_COUNTS.map((threads) => processProgram(threads));

/** Whether memory stays where it is while the file grows tenfold. */
export async function measureMemory(options: BenchOptions): Promise<Table> {
  const [small, large] = [scaled(SMALL, options), scaled(LARGE, options)];
  const smallPeaks = await peaksOf(options, small);
  const largePeaks = await peaksOf(options, large);
  return {
    title: `Peak memory of the whole Node process, MB, sources stripped as they load, median of ${options.rounds}`,
    columns: ['snapshots', ...PROGRAMS.map(({ name }) => name)],
    rows: [
      [small, ...smallPeaks.map((peak) => peak.toFixed(0))],
      [large, ...largePeaks.map((peak) => peak.toFixed(0))],
      ['large / small', ...largePeaks.map((peak, index) => (peak / smallPeaks[index]!).toFixed(2))],
    ],
  };
}

function peaksOf({ folder, rounds }: BenchOptions, snapshots: number): Promise<readonly number[]> {
  return withSampleFile(folder, { snapshots, levels: LEVELS }, async (file) => {
    const runs = await interleave(PROGRAMS, file, rounds);
    return [...runs.values()].map((own) => median(own.map(({ peakMegabytes }) => peakMegabytes ?? Number.NaN)));
  });
}
