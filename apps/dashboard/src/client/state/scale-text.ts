import { CHART_PANES, type PaneHeights, type PaneScales, type ScaledPane } from './view-state.ts';

const SCALED_PANES: readonly ScaledPane[] = [...CHART_PANES, 'equity'];
const HEIGHT_DECIMALS = 3;
/** A link holds so many digits of the ends of an axis. */
const SCALE_DIGITS = 12;
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/;
const LARGEST_HEIGHT = 1000;

/** Heights as a link holds them. */
export function roundHeights([candles, volume, obi, cvd, equity]: PaneHeights): PaneHeights {
  const round = (height: number) => Number(height.toFixed(HEIGHT_DECIMALS));
  const rounded = [round(candles), round(volume), round(obi), round(cvd)] as const;
  return equity === undefined ? rounded : [...rounded, round(equity)];
}

/** Scales as a link holds them; those that end before they begin are left out. */
export function roundScales(scales: PaneScales): PaneScales {
  const round = (value: number) => Number(value.toPrecision(SCALE_DIGITS));
  const rounded = Object.entries(scales).map(
    ([pane, { low, high }]) => [pane, { low: round(low), high: round(high) }] as const,
  );
  return Object.fromEntries(rounded.filter(([, { low, high }]) => low < high));
}

/** Heights in per cent, top to bottom: `52,14,16,18`, with that of the equity where it was moved; null for those that panes have by themselves. */
export function writeHeights(heights: PaneHeights | null): string | null {
  return heights === null ? null : roundHeights(heights).join(',');
}

/** What `writeHeights` wrote; null where it is none. */
export function readHeights(text: string | null): PaneHeights | null {
  const heights = text?.split(',').map(readNumber) ?? [];
  const isFull = heights.length === 4 || heights.length === 5;
  const isGood = isFull && heights.every((height) => height > 0 && height <= LARGEST_HEIGHT);
  return isGood ? roundHeights(heights as readonly number[] as PaneHeights) : null;
}

/** Ends of axes: `candles:59000..60000,cvd:-10..25`; null where every axis follows its data. */
export function writeScales(scales: PaneScales): string | null {
  const rounded = roundScales(scales);
  const parts = SCALED_PANES.flatMap((pane) => {
    const range = rounded[pane];
    return range === undefined ? [] : [`${pane}:${range.low}..${range.high}`];
  });
  return parts.length === 0 ? null : parts.join(',');
}

/** What `writeScales` wrote; what cannot be read is left out. */
export function readScales(text: string | null): PaneScales {
  const scales: Partial<Record<ScaledPane, { readonly low: number; readonly high: number }>> = {};
  for (const part of text?.split(',') ?? []) {
    const [name, ends = ''] = part.split(':');
    const [low = Number.NaN, high = Number.NaN, ...rest] = ends.split('..').map(readNumber);
    const pane = SCALED_PANES.find((known) => known === name);
    if (pane !== undefined && low < high && rest.length === 0) scales[pane] = { low, high };
  }
  return roundScales(scales);
}

function readNumber(text: string): number {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}
