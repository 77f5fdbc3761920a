import { PANE_SHARES } from '@orderflow/viz-web/chart';
import { roundHeights } from '../state/scale-text.ts';
import { CHART_PANES, type PaneHeights, type ViewState } from '../state/view-state.ts';

const STANDARD: PaneHeights = [
  100 * PANE_SHARES.candles,
  100 * PANE_SHARES.volume,
  100 * PANE_SHARES.obi,
  100 * PANE_SHARES.cvd,
];

type PaneChoice = Pick<ViewState, 'panes' | 'heights'>;

/** The shares of the chart's height; a pane that is not shown has none. */
export function sharesOf({ panes, heights }: PaneChoice): PaneHeights {
  const [candles, volume, obi, cvd] = CHART_PANES.map((pane, index) =>
    panes.includes(pane) ? (heights ?? STANDARD)[index]! : 0,
  );
  return withEquity([candles!, volume!, obi!, cvd!], heights?.[4]);
}

/** The heights after the panes that are shown were given these shares. */
export function heightsOf({ panes, heights }: PaneChoice, shares: PaneHeights): PaneHeights {
  const [candles, volume, obi, cvd] = CHART_PANES.map((pane, index) =>
    panes.includes(pane) ? shares[index]! : (heights ?? STANDARD)[index]!,
  );
  return roundHeights(withEquity([candles!, volume!, obi!, cvd!], shares[4]));
}

function withEquity([candles, volume, obi, cvd]: PaneHeights, equity: number | undefined): PaneHeights {
  return equity === undefined ? [candles, volume, obi, cvd] : [candles, volume, obi, cvd, equity];
}
