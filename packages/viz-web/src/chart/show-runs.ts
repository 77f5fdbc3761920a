import { makePane, makeSeparator } from '../dom/chart-view.ts';
import { bindSeparators } from '../input/separators.ts';
import { fillMarks, markNear, nearestRow } from '../model/fill-marks.ts';
import { makeRunLayer } from '../model/make-run-layer.ts';
import { moveEdge, PANE_SHARES, type PaneShares } from '../model/pane.ts';
import { plotHeight, plotWidth } from '../model/region.ts';
import type { ChartRun, FillChoice } from '../model/run.ts';
import type { Chart } from './chart.ts';
import type { ChartGestures } from './chart-gestures.ts';
import type { ChartPoint } from './events.ts';

/** The pane whose lower edge is that of the equity's. */
const CVD = 3;

/** Shows runs on a chart in place of those that are there; none take the pane away. */
export function showRuns(chart: Chart, gestures: ChartGestures, given: readonly ChartRun[]): void {
  const layer = given.length === 0 ? null : makeRunLayer(given);
  if (chart.ended.signal.aborted) return;
  const isThere = chart.view.panes.length > CVD + 1;
  chart.setExtras({ equity: layer });
  gestures.chooseFill = (place) => {
    const fill = fillAt(chart, place);
    if (fill !== null) chart.listeners.emit('fill', fill);
    return fill !== null;
  };
  if (layer !== null && !isThere) addPane(chart);
  if (layer === null && isThere) dropPane(chart);
  chart.settle();
}

function addPane(chart: Chart): void {
  const { view, ended } = chart;
  view.panes[CVD]!.plot.hasTimeAxis = false;
  const pane = makePane(view.root, chart.scene, 'equity');
  pane.plot.hasTimeAxis = true;
  view.panes.push(pane);
  const separator = makeSeparator('cvd');
  view.separators.push(separator);
  pane.root.after(separator);
  bindSeparators([separator], { movePaneEdge: (_, pixels) => moveEquityEdge(chart, pixels) }, ended.signal);
  view.lastShare = PANE_SHARES.equity / (1 + PANE_SHARES.equity);
  chart.setShares(chart.shares);
}

function dropPane(chart: Chart): void {
  const { view } = chart;
  const pane = view.panes.pop()!;
  pane.plot.destroy();
  pane.root.remove();
  view.separators.pop()!.remove();
  view.panes[CVD]!.plot.hasTimeAxis = true;
  view.lastShare = 0;
  chart.setShares(chart.shares);
}

/** Moves the edge between CVD and equity; the other panes stay as they are. */
function moveEquityEdge(chart: Chart, pixels: number): void {
  const { view, shares } = chart;
  const height = plotHeight(view.size);
  const moved = moveEdge(view.size.paneHeights, CVD, pixels, height);
  const [four, equity] = [moved.slice(0, -1), moved.at(-1)!];
  const unit = sum(shares) / Math.max(1, sum(four));
  view.lastShare = equity / height;
  chart.setShares(four.map((share) => share * unit) as readonly number[] as PaneShares);
  chart.listeners.emit('panes', chart.shares);
}

function fillAt(chart: Chart, { time, pane, value }: ChartPoint): FillChoice | null {
  const { view, equity } = chart.scene;
  if (pane !== 'candles' || equity === null) return null;
  const [width, height] = [plotWidth(chart.view.size), chart.view.size.paneHeights[0]!];
  const { low, high } = chart.view.rangeOf(pane);
  const toX = (at: number) => ((at - view.start) / (view.end - view.start)) * width;
  const toY = (price: number) => ((high - price) / (high - low)) * height;
  const marks = equity.runs.flatMap(({ fills }, run) => fillMarks(run, fills, view, width));
  const point = {
    x: toX(time),
    y: Number.isNaN(value) ? null : toY(value),
    reach: toX(time + chart.windowMs / 2) - toX(time),
  };
  const mark = markNear(marks, point, { height, toX, toY });
  if (mark === null) return null;
  const { fills } = equity.runs[mark.run]!;
  return {
    run: mark.run,
    number: fills.numbers[nearestRow(mark, fills, time)]!,
    numbers: mark.rows.map((row) => fills.numbers[row]!),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
