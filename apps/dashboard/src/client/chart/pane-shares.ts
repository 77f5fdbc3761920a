import { PANE_SHARES } from '@orderflow/viz-web/chart';
import type { ChartPane } from '../state/view-state.ts';

/** The shares of the chart's height where only these panes are shown. */
export function sharesOf(panes: readonly ChartPane[]): readonly [number, number, number, number] {
  const shareOf = (pane: ChartPane) => (panes.includes(pane) ? PANE_SHARES[pane] : 0);
  return [shareOf('candles'), shareOf('volume'), shareOf('obi'), shareOf('cvd')];
}
