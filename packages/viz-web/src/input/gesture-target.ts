import type { PaneName } from '../model/pane.ts';
import type { ChartSize } from '../model/region.ts';

/** A place in CSS pixels from the chart's upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What gestures and keys do to a chart. Lengths are CSS pixels. */
export interface GestureTarget {
  readonly size: ChartSize;
  /** Zooms so that `factor` times the time is shown; what is at `x` stays there. */
  zoom(factor: number, x: number): void;
  /** Moves the content to the right. */
  pan(pixels: number): void;
  /** Moves the view by so many bars. */
  panBars(bars: number): void;
  /** Scales a pane's values so that `factor` times as many are shown. */
  scaleValues(pane: PaneName, factor: number): void;
  /** Moves a pane's content down, where its scale was set by hand. */
  panValues(pane: PaneName, pixels: number): void;
  resetValues(pane: PaneName): void;
  resetTime(): void;
  fit(): void;
  goToStart(): void;
  goToEnd(): void;
  reset(): void;
  toggleObiRange(): void;
  openGoTo(): void;
  openHelp(): void;
  /** Moves the crosshair; null hides it. */
  pointAt(point: Point | null): void;
  /** Moves the crosshair to the next bar or snapshot, or the one before. */
  stepCrosshair(direction: -1 | 1): void;
  /** Does what a click at the crosshair would. */
  choose(): void;
  /** Measures between two points; null ends it. */
  measure(from: Point | null, to?: Point): void;
  click(point: Point): void;
  /** Moves the edge below a pane down. */
  movePaneEdge(pane: number, pixels: number): void;
  /** Says that a gesture has ended: what is exact can be drawn. */
  settle(): void;
}
