import { makePane, makeSeparator } from '../dom/chart-view.ts';
import { bindSeparators } from '../input/separators.ts';
import { makeRunLayer } from '../model/make-run-layer.ts';
import type { ChartRun } from '../model/run.ts';
import type { Chart } from './chart.ts';
import type { ChartGestures } from './chart-gestures.ts';
import { FillsAtHand } from './fills-at-hand.ts';

/** The pane whose lower edge is that of the equity's. */
const CVD = 3;

/** What shows the fills of a chart's runs. */
const atHand = new WeakMap<Chart, FillsAtHand>();

/** Shows runs on a chart in place of those that are there; none take the pane away. */
export function showRuns(chart: Chart, gestures: ChartGestures, given: readonly ChartRun[]): void {
  const layer = given.length === 0 ? null : makeRunLayer(given);
  if (chart.ended.signal.aborted) return;
  atHand.get(chart)?.end();
  atHand.delete(chart);
  chart.setExtras({ equity: layer });
  const isThere = chart.view.panes.length > CVD + 1;
  if (layer === null) {
    gestures.chooseFill = null;
    if (isThere) dropPane(chart);
  } else {
    const fills = new FillsAtHand(chart, layer.runs);
    atHand.set(chart, fills);
    gestures.chooseFill = (place) => fills.choose(place);
    if (!isThere) addPane(chart, gestures);
  }
  chart.settle();
}

function addPane(chart: Chart, gestures: ChartGestures): void {
  const { view, ended } = chart;
  view.panes[CVD]!.plot.hasTimeAxis = false;
  const pane = makePane(view.root, chart.scene, 'equity');
  pane.plot.hasTimeAxis = true;
  view.panes.push(pane);
  const separator = makeSeparator('cvd');
  view.separators.at(-1)!.after(separator);
  view.separators.push(separator);
  bindSeparators([separator], { movePaneEdge: (_, pixels) => gestures.movePaneEdge(CVD, pixels) }, ended.signal);
  chart.setShares(chart.shares);
}

function dropPane(chart: Chart): void {
  const { view } = chart;
  const pane = view.panes.pop()!;
  pane.plot.destroy();
  pane.root.remove();
  view.separators.pop()!.remove();
  view.panes[CVD]!.plot.hasTimeAxis = true;
  chart.setShares(chart.shares);
}
