import type { EquityRecord } from '@orderflow/core';
import type { TimeSpan } from './viewport.ts';

const BLOCK = 256;

/** Equity with what is needed to draw any part of it quickly. */
export interface EquityCurve extends EquityRecord {
  /** The highest equity so far, by sample; NaN before the first that is known. */
  readonly peaks: Float64Array;
  /** The least and the greatest of each 256 samples; NaN where one of them is not known. */
  readonly blockLows: Float64Array;
  readonly blockHighs: Float64Array;
}

/** Values at a moment; NaN where they are not known. */
export interface EquityPoint {
  readonly equity: number;
  /** Equity less its highest so far: never above 0. */
  readonly drawdown: number;
  /** The same as a share of the highest; NaN where that is not above 0. */
  readonly drawdownShare: number;
}

/** The least and the greatest of some samples. */
export interface Extremes {
  readonly low: number;
  readonly high: number;
}

const NOTHING: Extremes = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY };

/** Equity ready to be drawn. */
export function curveOf({ startTime, intervalMs, values }: EquityRecord): EquityCurve {
  const peaks = new Float64Array(values.length);
  let peak = Number.NaN;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!(value <= peak) && !Number.isNaN(value)) peak = value;
    peaks[index] = peak;
  }
  const blocks = Math.ceil(values.length / BLOCK);
  const blockLows = new Float64Array(blocks);
  const blockHighs = new Float64Array(blocks);
  for (let block = 0; block < blocks; block++) {
    const { low, high } = scan(values, block * BLOCK, Math.min(values.length, (block + 1) * BLOCK));
    blockLows[block] = low;
    blockHighs[block] = high;
  }
  return { startTime, intervalMs, values, peaks, blockLows, blockHighs };
}

/** The extremes of the samples from `from` to before `to`; NaN where one of them is not known. */
export function extremesOf({ values, blockLows, blockHighs }: EquityCurve, from: number, to: number): Extremes {
  const [first, last] = [Math.ceil(from / BLOCK), Math.floor(to / BLOCK)];
  if (first >= last) return scan(values, from, to);
  const parts = [scan(values, from, first * BLOCK), scan(values, last * BLOCK, to)];
  let low = Math.min(...parts.map((part) => part.low));
  let high = Math.max(...parts.map((part) => part.high));
  for (let block = first; block < last; block++) {
    low = Math.min(low, blockLows[block]!);
    high = Math.max(high, blockHighs[block]!);
  }
  return { low, high };
}

/** The extremes of those samples that are known; from Infinity to -Infinity where none is. */
export function knownExtremes(curve: EquityCurve, from: number, to: number): Extremes {
  const all = extremesOf(curve, from, to);
  if (!Number.isNaN(all.low)) return all;
  let { low, high } = NOTHING;
  for (let index = from; index < to; index++) {
    const value = curve.values[index]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** The samples that a view shows, with the next on both sides: first, and last plus one. */
export function samplesIn(
  { startTime, intervalMs, values }: EquityRecord,
  view: TimeSpan,
): readonly [from: number, to: number] {
  const from = Math.max(0, Math.floor((view.start - startTime) / intervalMs));
  const to = Math.min(values.length, Math.ceil((view.end - startTime) / intervalMs) + 1);
  return [from, Math.max(from, to)];
}

/** What stands at a moment: the sample up to it; not known before the first and after the last. */
export function pointAt(curve: EquityCurve, at: number): EquityPoint {
  const { startTime, intervalMs, values, peaks } = curve;
  const index = Math.floor((at - startTime) / intervalMs);
  const equity = at > endOf(curve) ? Number.NaN : (values[index] ?? Number.NaN);
  const peak = peaks[index] ?? Number.NaN;
  const drawdown = equity - peak;
  return { equity, drawdown, drawdownShare: peak > 0 ? drawdown / peak : Number.NaN };
}

/** The time of the last sample. */
export function endOf({ startTime, intervalMs, values }: EquityRecord): number {
  return startTime + (values.length - 1) * intervalMs;
}

/** `Math.min` and `Math.max` say NaN as soon as they meet one. */
function scan(values: Float64Array, from: number, to: number): Extremes {
  let { low, high } = NOTHING;
  for (let index = from; index < to; index++) {
    const value = values[index]!;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}
