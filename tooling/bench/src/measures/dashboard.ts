import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchOptions, scaled } from '../bench-options.ts';
import { makeDailyFiles } from '../daily-files.ts';
import { type DashboardTimes, runDashboard } from '../dashboard/run-dashboard.ts';
import type { Table } from '../table.ts';

const SNAPSHOTS = 10_000_000;
const FILES = 30;
/** A frame this much later than the one before is seen to be late. */
const LATE_MS = 25;

/** How soon the dashboard shows its first chart, what a frame costs while somebody zooms and pans, and the wait after it. */
export async function measureDashboard(options: BenchOptions): Promise<Table> {
  const snapshots = scaled(SNAPSHOTS, options);
  const folder = join(options.folder, 'dashboard');
  const samples = join(folder, 'samples');
  mkdirSync(samples, { recursive: true });
  try {
    const paths = await makeDailyFiles(samples, snapshots, FILES);
    return dashboardTable(snapshots, await runDashboard(paths, { folder, rounds: options.rounds }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function dashboardTable(snapshots: number, times: DashboardTimes): Table {
  const { frames, intervals } = times;
  return {
    title: `The dashboard on ${snapshots} snapshots in ${FILES} files, in Chromium at 1280 x 800, ms`,
    columns: ['', 'times', 'p50', 'p95', 'largest', 'aim'],
    rows: [
      ['first chart, server just started, cold', ...figuresOf(times.firstChartCold), '<= 1500'],
      ['first chart, server just started', ...figuresOf(times.firstChartFresh), '<= 1500'],
      ['first chart', ...figuresOf(times.firstChartWarm), '<= 1500'],
      ['frame: script and draw', ...figuresOf(frames.map(({ work }) => work)), 'p95 <= 8'],
      ['frame: the same, own clock', ...figuresOf(frames.map(({ ownWork }) => ownWork)), '-'],
      ['frame: raster without GPU', ...figuresOf(frames.map(({ raster }) => raster)), '-'],
      ['frame: handing over', ...figuresOf(frames.map(({ handOver }) => handOver)), '-'],
      ['frame: all', ...figuresOf(frames.map((frame) => frame.work + frame.raster + frame.handOver)), '-'],
      ['frame to frame', ...figuresOf(intervals), '-'],
      [`frames above ${LATE_MS} ms`, intervals.length, '-', '-', percentAbove(intervals, LATE_MS), '< 5 %'],
      ['exact picture after a zoom', ...figuresOf(times.exactAfterZoom), '<= 150'],
      ['exact picture after a pan', ...figuresOf(times.exactAfterPan), '<= 150'],
    ],
    details: times,
  };
}

function figuresOf(times: readonly number[]): readonly string[] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return [String(sorted.length), ...[0.5, 0.95, 1].map((share) => at(share)?.toFixed(1) ?? '-')];
}

function percentAbove(times: readonly number[], most: number): string {
  return `${((100 * times.filter((time) => time > most).length) / times.length).toFixed(1)} %`;
}
