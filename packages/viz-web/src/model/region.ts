import { ALL_PANES, type PaneName, TIME_AXIS_HEIGHT, VALUE_AXIS_WIDTH } from './pane.ts';

/** What lies at a point of the chart. */
export type Region =
  | { readonly kind: 'plot' | 'value-axis'; readonly pane: PaneName; readonly paneTop: number }
  | { readonly kind: 'time-axis' };

/** Sizes of a chart in CSS pixels. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
  /** Heights of all panes, from top to bottom, without the time axis; 0 where there is none. */
  readonly paneHeights: readonly number[];
}

/** Width of the panes without their value axes, in CSS pixels. */
export function plotWidth({ width }: Pick<ChartSize, 'width'>): number {
  return Math.max(1, width - VALUE_AXIS_WIDTH);
}

/** Height of the panes without the time axis, in CSS pixels. */
export function plotHeight({ height }: Pick<ChartSize, 'height'>): number {
  return Math.max(1, height - TIME_AXIS_HEIGHT);
}

/** What lies at a point. */
export function regionAt(size: ChartSize, x: number, y: number): Region {
  let top = 0;
  for (const [index, pane] of ALL_PANES.entries()) {
    const height = size.paneHeights[index]!;
    if (y < top + height) return { kind: x < plotWidth(size) ? 'plot' : 'value-axis', pane, paneTop: top };
    top += height;
  }
  return { kind: 'time-axis' };
}
