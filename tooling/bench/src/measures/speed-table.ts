import type { Baseline } from '../programs/baselines.ts';
import { type Runs, timeRatios } from '../programs/interleave.ts';
import type { Run } from '../programs/run-program.ts';
import { median, type Table } from '../table.ts';

const NONE = '-';

/** Times and ratios of programs to baselines, of which the first is shown with its least and largest ratio. */
export function speedTable(title: string, runs: Runs, baselines: readonly Baseline[]): Table {
  const ratioColumns = baselines.flatMap(({ name }, index) => {
    return index === 0 ? [`time / ${name}`, 'least', 'largest'] : [`/ ${name}`];
  });
  const columns = ['', 'snapshots/s', 'seconds', ...ratioColumns, 'CPU s', 'start s', 'peak MB', 'growth'];
  const missing = baselines.filter(({ program }) => program === null);
  return {
    title,
    columns,
    rows: [
      ...[...runs].map(([{ name }, own]) => [
        name,
        ...speedOf(own),
        ...ratiosOf(own, runs, baselines),
        ...costsOf(own),
      ]),
      ...missing.map(({ reason }) => [reason, ...columns.slice(1).map(() => NONE)]),
    ],
    details: Object.fromEntries([...runs].map(([{ name }, own]) => [name, own])),
  };
}

function speedOf(runs: readonly Run[]): readonly string[] {
  return [
    median(runs.map(({ totals, seconds }) => totals.snapshots / seconds)).toFixed(0),
    median(runs.map(({ seconds }) => seconds)).toFixed(3),
  ];
}

function ratiosOf(own: readonly Run[], runs: Runs, baselines: readonly Baseline[]): readonly string[] {
  return baselines.flatMap(({ program }, index) => {
    const baseline = program === null ? undefined : runs.get(program);
    const ratios = baseline === undefined ? [] : timeRatios(own, baseline);
    const figures = index === 0 ? [median(ratios), Math.min(...ratios), Math.max(...ratios)] : [median(ratios)];
    return figures.map((figure) => (ratios.length === 0 ? NONE : figure.toFixed(2)));
  });
}

function costsOf(runs: readonly Run[]): readonly string[] {
  const growths = runs.flatMap(({ growth }) => (growth === null ? [] : [growth]));
  const peaks = runs.flatMap(({ peakMegabytes }) => (peakMegabytes === null ? [] : [peakMegabytes]));
  return [
    median(runs.map(({ cpuSeconds }) => cpuSeconds)).toFixed(3),
    median(runs.map(({ startSeconds }) => startSeconds)).toFixed(3),
    peaks.length === 0 ? NONE : median(peaks).toFixed(0),
    growths.length === 0 ? NONE : `${(100 * median(growths)).toFixed(1)} %`,
  ];
}
