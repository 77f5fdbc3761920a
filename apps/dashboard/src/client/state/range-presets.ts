import type { Span } from './view-state.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A length of time that has a button. */
export interface RangePreset {
  readonly label: string;
  readonly name: string;
  readonly ms: number;
}

/** The lengths that have a button. */
export const RANGE_PRESETS: readonly RangePreset[] = [
  { label: '1m', name: 'One minute', ms: MINUTE_MS },
  { label: '15m', name: 'Fifteen minutes', ms: 15 * MINUTE_MS },
  { label: '1h', name: 'One hour', ms: HOUR_MS },
  { label: '4h', name: 'Four hours', ms: 4 * HOUR_MS },
  { label: '1d', name: 'One day', ms: DAY_MS },
  { label: '1w', name: 'One week', ms: 7 * DAY_MS },
];

/** A range of this length that keeps the end of what is shown, within the data. */
export function rangeEndingAt(end: number, lengthMs: number, data: Span): Span {
  const last = Math.min(Math.max(end, data.start + lengthMs), Math.max(data.end, data.start + lengthMs));
  return { start: last - lengthMs, end: last };
}

/** A range of the same length with a moment in its middle. */
export function rangeAround(at: number, { start, end }: Span): Span {
  const half = (end - start) / 2;
  return { start: at - half, end: at + half };
}
