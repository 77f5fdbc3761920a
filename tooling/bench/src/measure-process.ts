import { type ChildFigures, runChild } from './child.ts';
import { makeSampleFile } from './sample-file.ts';
import { median, type Table } from './table.ts';

const SNAPSHOTS = 200_000;
const LEVELS = 25;
const RUNS = 5;

/** How fast `process` is: reading, computing and storing, against a naive script that only reads and sums. */
export async function measureProcess(folder: string): Promise<Table> {
  const file = await makeSampleFile(folder, SNAPSHOTS, LEVELS);
  const whole: ChildFigures[] = [];
  const naive: ChildFigures[] = [];
  for (let run = 0; run < RUNS; run++) {
    whole.push(runChild('process-child.ts', file));
    naive.push(runChild('naive-child.ts', file));
  }
  const ratio = median(whole.map(({ seconds }, run) => naive[run]!.seconds / seconds));
  return {
    title: `Processing ${SNAPSHOTS} snapshots of ${LEVELS} levels a side, one thread, median of ${RUNS}`,
    columns: ['', 'snapshots/s', 'seconds', 'CPU seconds', 'peak MB', 'file growth'],
    rows: [
      ['process, stored and indexed', ...figuresOf(whole)],
      ['naive JSON.parse, nothing stored', ...figuresOf(naive)],
      ['naive time / process time', ratio.toFixed(2), '', '', '', ''],
    ],
  };
}

function figuresOf(runs: readonly ChildFigures[]): readonly string[] {
  return [
    median(runs.map(({ snapshots, seconds }) => snapshots / seconds)).toFixed(0),
    median(runs.map(({ seconds }) => seconds)).toFixed(2),
    median(runs.map(({ cpuSeconds }) => cpuSeconds)).toFixed(2),
    median(runs.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0),
    `${(median(runs.map(({ growth }) => growth)) * 100).toFixed(1)} %`,
  ];
}
