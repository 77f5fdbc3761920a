import { formatFixed, formatVolume } from './number-format.ts';

const SHORT = 1000;

/** A count in at most five characters up to a milliard: `12`, `1.20K`. */
export function formatCount(count: number): string {
  return count < SHORT ? formatFixed(count, 0) : formatVolume(count);
}
