/** A pane of the chart; that of the equity is there where runs are. */
export type PaneName = 'candles' | 'volume' | 'obi' | 'cvd' | 'equity';

/** The panes of every chart from top to bottom. */
export const PANES: readonly PaneName[] = ['candles', 'volume', 'obi', 'cvd'];

/** The same with the pane that runs add. */
export const ALL_PANES: readonly PaneName[] = [...PANES, 'equity'];

/** Shares of the height; that of the equity's pane is in proportion to the others by itself. */
export type PaneShares = readonly [candles: number, volume: number, obi: number, cvd: number, equity?: number];

/** The panes' shares of the height: those of every chart add up to 1, and the equity's comes on top. */
export const PANE_SHARES: Readonly<Record<PaneName, number>> = {
  candles: 0.52,
  volume: 0.14,
  obi: 0.16,
  cvd: 0.18,
  equity: 0.22,
};

/** Width of the value axes in CSS pixels. */
export const VALUE_AXIS_WIDTH = 72;

/** Height of the time axis in CSS pixels. */
export const TIME_AXIS_HEIGHT = 28;

const LEAST_HEIGHT = 40;

/** A share for each of so many panes. */
export function sharesOfPanes([candles, volume, obi, cvd, equity]: PaneShares, panes: number): readonly number[] {
  const others = candles + volume + obi + cvd;
  return [candles, volume, obi, cvd, equity ?? PANE_SHARES.equity * others].slice(0, panes);
}

/** Whole heights of the panes in CSS pixels, in order, for a chart of this height without its time axis. */
export function paneHeights(shares: readonly number[], height: number): readonly number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const edges = [0];
  for (const share of shares) edges.push(edges.at(-1)! + (share / total) * Math.max(0, height));
  return shares.map((_, pane) => Math.round(edges[pane + 1]!) - Math.round(edges[pane]!));
}

/**
 * The shares after the edge between `pane` and the next that is shown was moved down by so many pixels; no pane gets
 * too low to be seen.
 */
export function moveEdge<Shares extends readonly number[]>(
  shares: Shares,
  pane: number,
  pixels: number,
  height: number,
): Shares {
  const next = shares.findIndex((share, at) => at > pane && share > 0);
  const upper = shares[pane];
  const lower = shares[next];
  if (upper === undefined || lower === undefined || height <= 0) return shares;
  const total = shares.reduce((sum, share) => sum + share, 0);
  const least = Math.min((LEAST_HEIGHT / height) * total, (upper + lower) / 2);
  const moved = Math.min(upper + lower - least, Math.max(least, upper + (pixels / height) * total));
  const rest = upper + lower - moved;
  return shares.map((share, at) => (at === pane ? moved : at === next ? rest : share)) as readonly number[] as Shares;
}
