import type { PaneName } from './pane.ts';

/** Sizes of a pane without its axes, in CSS pixels. */
export interface PaneSize {
  readonly width: number;
  readonly height: number;
}

const TOP = 6;
const LINE_HEIGHT = 18;
/** What a legend of prices, or of a run, is about as wide as. */
const LONG_LEGEND = 540;
/** A low pane is its data's more than its legend's. */
const MOST = 0.4;

/** The share of a pane's height that its legend takes at the top. */
export function legendShare(pane: PaneName, { width, height }: PaneSize): number {
  const isLong = pane === 'candles' || pane === 'equity';
  const lines = isLong ? Math.min(3, Math.ceil(LONG_LEGEND / Math.max(1, width))) : 1;
  return Math.min(MOST, (TOP + LINE_HEIGHT * lines) / Math.max(1, height));
}
