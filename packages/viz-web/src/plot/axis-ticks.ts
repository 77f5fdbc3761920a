import { decimalsOfStep, formatFixed, formatVolumeTick } from '../model/number-format.ts';
import type { PaneName } from '../model/pane.ts';
import { type ValueTicks, valueTicks } from '../model/value-ticks.ts';

const WIDE_SPACING = 48;
const NARROW_SPACING = 18;
const LOW_PANE = 160;
/** Half a label and a little: labels stay clear of the pane's edges. */
const EDGE = 10;

/** Half the height of the tag of the last value. */
const TAG_HALF = 9;
/** From the middle of a tag to that of a label that does not touch it. */
const TAG_REACH = TAG_HALF + 6;

/** Whether the tag of the last value, which stays within its pane, touches a label; all in CSS pixels from the top. */
export function isCovered(labelY: number, tagY: number, height: number): boolean {
  if (!(tagY >= 0 && tagY <= height)) return false;
  return Math.abs(labelY - Math.min(height - TAG_HALF, Math.max(TAG_HALF, tagY))) < TAG_REACH;
}

/** Ticks for a pane of so many CSS pixels. */
export function paneTicks(low: number, high: number, pixels: number): ValueTicks {
  return valueTicks(low, high, { pixels, spacing: pixels < LOW_PANE ? NARROW_SPACING : WIDE_SPACING, edge: EDGE });
}

/** The label of a tick. */
export function formatTick(pane: PaneName, value: number, step: number, priceDecimals: number): string {
  const least = { candles: priceDecimals, obi: 1, equity: 0, volume: null, cvd: null }[pane];
  if (least !== null) return formatFixed(value, Math.max(least, decimalsOfStep(step)));
  return formatVolumeTick(pane === 'volume' ? Math.abs(value) : value, step);
}
