import { type ChildFigures, runChild } from './child.ts';
import { makeSampleFile } from './sample-file.ts';
import { median, type Table } from './table.ts';

const LEVELS = 25;
const SMALL = 30_000;
const LARGE = 300_000;
const RUNS = 3;

/** Whether memory stays where it is while the file grows tenfold. */
export async function measureMemory(folder: string): Promise<Table> {
  const files = {
    small: await makeSampleFile(folder, SMALL, LEVELS),
    large: await makeSampleFile(folder, LARGE, LEVELS),
  };
  const small: ChildFigures[] = [];
  const large: ChildFigures[] = [];
  for (let run = 0; run < RUNS; run++) {
    small.push(runChild('process-child.ts', files.small));
    large.push(runChild('process-child.ts', files.large));
  }
  const peaks = [small, large].map((runs) => median(runs.map(({ peakMegabytes }) => peakMegabytes)));
  return {
    title: `Peak memory of the whole Node process, sources stripped as they load, median of ${RUNS}`,
    columns: ['snapshots', 'peak MB'],
    rows: [
      [`${SMALL}`, peaks[0]!.toFixed(0)],
      [`${LARGE}`, peaks[1]!.toFixed(0)],
      ['large / small', (peaks[1]! / peaks[0]!).toFixed(2)],
    ],
  };
}
