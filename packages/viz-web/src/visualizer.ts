import type { TimeRange, Visualizer as VisualizerPort } from '@orderflow/core';
import type { ChartEvents, ChartPoint } from './chart/events.ts';
import type { SeriesSource } from './data/series-source.ts';
import type { ChartAlert, Marker, Shade } from './model/marker.ts';
import type { PaneShares } from './model/pane.ts';
import type { ChartRun } from './model/run.ts';
import type { ValueScales } from './model/scene.ts';
import type { ThemeName } from './model/theme.ts';
import type { TimeSpan, Viewport } from './model/viewport.ts';

/** What to show of a source. */
export interface StoredQuery {
  readonly instrument: string;
  /** The first view, a missing bound being that of the data; the last bars by default. */
  readonly range?: TimeRange;
}

/** A chart on a page. Times are epoch milliseconds. */
export interface Visualizer extends VisualizerPort {
  /** Reads from another source; the instrument stays unless one is given, and with it the view. */
  setSource(source: SeriesSource, instrument?: string): void;
  /** Shows what is stored of an instrument, and resolves when the exact picture is drawn. */
  loadStoredMetrics(query: StoredQuery): Promise<void>;
  /** Draws what there is at once, and resolves when the exact picture is drawn, or it is said why there is none. */
  draw(): Promise<void>;
  /** Scrolls to the chart and gives it the keyboard. */
  show(): void;
  /** The view: a Solid signal; null before the first. */
  viewport(): Viewport | null;
  /** Shows just this view, also where it takes more rows than are read: off the grid of pixels it is no exact picture. */
  setViewport(view: Viewport): void;
  /** The crosshair: a Solid signal; null where there is none. */
  crosshair(): ChartPoint | null;
  /** Puts the crosshair at a moment; null takes it away. */
  setCrosshair(time: number | null): void;
  /** The span of the data; null until it is known. */
  span(): TimeSpan | null;
  /** Shows the same length of time around a moment. */
  goTo(time: number): void;
  /** Shows all of a span, everything by default; of many rows the next longer view that draws exactly. */
  fit(span?: TimeSpan): void;
  /** Shows the last bars, every axis scaled by its data. */
  reset(): void;
  /** Changes the length of bars: a whole number of seconds from 1 to 86,400. */
  setWindow(seconds: number): void;
  setTheme(theme: ThemeName | 'system'): void;
  setThresholds(thresholds: readonly number[]): void;
  setCvdAs(cvdAs: 'line' | 'candles'): void;
  /** Fixes the OBI axis at -1..1, or lets it follow the data. */
  setObiFixed(isFixed: boolean): void;
  /** Changes the shares of the panes; one without any is hidden. No event tells of it. */
  setPaneShares(shares: PaneShares): void;
  /** Scales value axes as by hand; what is left out stays as it is. No event tells of it. */
  setScales(scales: Partial<ValueScales>): void;
  setMarkers(markers: readonly Marker[]): void;
  /**
   * Shows runs of backtests, two at most: their equity and drawdown in a pane below the others, their fills as marks on
   * the candles. None take the pane away. Resolves when they are on the chart; what has not come yet is drawn by `draw`.
   * @throws RangeError where there are more than two, columns of fills differ in length or are not in time order.
   */
  setRuns(runs: readonly ChartRun[]): Promise<void>;
  setAlerts(alerts: readonly ChartAlert[]): void;
  /** Greys spans through every pane. */
  setShades(shades: readonly Shade[]): void;
  /** Hears of what happens on the chart; gives what ends that. */
  on<Name extends keyof ChartEvents>(name: Name, listener: (value: ChartEvents[Name]) => void): () => void;
  /** Takes the chart off the page and lets go of everything. */
  destroy(): void;
}
