import { plotWidth } from '../model/region.ts';
import { lastBars, type TimeSpan, type Viewport } from '../model/viewport.ts';
import type { Chart } from './chart.ts';

const MOST_BARS = 500;
/** In CSS pixels: narrower candles have no body. */
const LEAST_BAR_WIDTH = 4;

/** The view of the last bars of data: as many as was said, else as many as can be told apart. */
export function firstView({ settings, view }: Chart, span: TimeSpan): Viewport {
  const legible = Math.min(MOST_BARS, Math.floor(plotWidth(view.size) / LEAST_BAR_WIDTH));
  return lastBars(span, 1000 * settings.windowSeconds, settings.maxBars ?? legible);
}
