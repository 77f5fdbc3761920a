import type { TimeRange } from '@orderflow/core';
import { Chart } from './chart/chart.ts';
import { ChartGestures } from './chart/chart-gestures.ts';
import { ChartOpening } from './chart/chart-opening.ts';
import type { VisualizerOptions } from './chart/options.ts';
import type { SeriesSource } from './data/series-source.ts';
import type { TimeSpan } from './model/viewport.ts';
import type { Visualizer } from './visualizer.ts';

/**
 * Makes a chart that fills an element, which must have a height. With a source and `options.instrument` it shows the
 * last bars; without them it waits for `setSource`, `loadStoredMetrics` or `updateFromBook`.
 */
export function makeVisualizer(
  element: HTMLElement,
  source: SeriesSource | null = null,
  options: VisualizerOptions = {},
): Visualizer {
  const chart = new Chart(element, options);
  const gestures = new ChartGestures(chart);
  const opening = new ChartOpening(chart);
  bind(chart, gestures).catch(() => undefined);
  const setSource = (from: SeriesSource, instrument: string, first?: TimeSpan, known?: TimeSpan) => {
    if (instrument === '') opening.adopt(from, instrument);
    else opening.open(from, instrument, known, first).catch(() => undefined);
  };
  if (source !== null) setSource(source, options.instrument ?? '', options.viewport, options.span);
  const scene = sceneCommands(chart, gestures);
  scene.setRuns(options.runs ?? []).catch(reportError);
  return {
    ...viewCommands(chart, gestures),
    ...scene,
    setSource(from, instrument = chart.instrument || options.instrument || '') {
      if (instrument !== chart.instrument) chart.clearViewport();
      setSource(from, instrument, chart.viewport() ?? undefined);
    },
    async loadStoredMetrics({ instrument, range }) {
      await opening.reopen(instrument, boundsOf(range ?? {}));
      if (chart.viewport() !== null) await chart.drawExact();
    },
    updateFromBook: (book) => opening.update(book),
    on: (name, listener) => chart.listeners.on(name, listener),
    destroy: () => chart.destroy(),
  };
}

type ViewCommands = Pick<
  Visualizer,
  | 'draw'
  | 'show'
  | 'viewport'
  | 'setViewport'
  | 'crosshair'
  | 'setCrosshair'
  | 'span'
  | 'goTo'
  | 'fit'
  | 'reset'
  | 'setWindow'
>;

function viewCommands(chart: Chart, gestures: ChartGestures): ViewCommands {
  return {
    draw: () => chart.drawExact(),
    show() {
      chart.view.root.scrollIntoView({ block: 'nearest' });
      chart.view.root.focus({ preventScroll: true });
    },
    viewport: chart.viewport,
    setViewport: (view) => chart.setViewport(view),
    crosshair: chart.crosshair,
    setCrosshair: (time) => chart.setCrosshair(time === null ? null : { time, pane: 'candles', value: Number.NaN }),
    span: () => chart.span,
    goTo: (time) => gestures.goTo(time),
    fit: (span) => gestures.fit(span),
    reset: () => gestures.reset(),
    setWindow(seconds) {
      chart.settings = { ...chart.settings, windowSeconds: seconds };
      chart.data.setWindow(seconds, chart.pixels).catch(() => undefined);
      chart.settle();
    },
  };
}

type SceneCommands = Pick<
  Visualizer,
  | 'setTheme'
  | 'setThresholds'
  | 'setCvdAs'
  | 'setObiFixed'
  | 'setPaneShares'
  | 'setScales'
  | 'setMarkers'
  | 'setRuns'
  | 'setAlerts'
  | 'setShades'
>;

function sceneCommands(chart: Chart, gestures: ChartGestures): SceneCommands {
  let runs: Promise<typeof import('./chart/show-runs.ts')> | undefined;
  return {
    setTheme: (theme) => chart.theme.choose(theme),
    setThresholds: (thresholds) => chart.setExtras({ thresholds }),
    setCvdAs: (cvdAs) => chart.setExtras({ cvdAs }),
    setObiFixed: (isObiFixed) => chart.setExtras({ isObiFixed }),
    setPaneShares: (shares) => chart.setShares(shares),
    setScales: (scales) => chart.setExtras(scales),
    async setRuns(given) {
      // Without any there is nothing to load.
      if (runs === undefined && !given.length) return;
      runs ??= import('./chart/show-runs.ts');
      (await runs).showRuns(chart, gestures, given);
    },
    setMarkers: (markers) => chart.setExtras({ markers }),
    setAlerts: (alerts) => chart.setExtras({ alerts }),
    setShades: (shades) => chart.setExtras({ shades }),
  };
}

/** Lets hands work the chart; loading that goes on while data are read, before which nothing can be moved. */
async function bind({ view, ended }: Chart, gestures: ChartGestures): Promise<void> {
  const { bindHands } = await import('./input/hands.ts');
  bindHands(view, gestures, ended.signal);
}

function boundsOf({ start, end }: TimeRange): Partial<TimeSpan> {
  return { ...(start && { start: start.timestamp }), ...(end && { end: end.timestamp }) };
}
