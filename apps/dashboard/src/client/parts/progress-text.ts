import { formatDuration } from '@orderflow/core';
import { countText } from './count-text.ts';

/** How far work is, and how fast. */
interface Pace {
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

/** `1.2M of 4.0M rows · 180K rows/s · 16 s left`; what is not known yet is left out. */
export function progressText({
  rows,
  totalRows,
  ...pace
}: Pace & { readonly rows: number; readonly totalRows: number }): string {
  return [`${countText(rows)} of ${countText(totalRows)} rows`, paceText(pace)]
    .filter((part) => part !== '')
    .join(' · ');
}

/** `180K rows/s · 16 s left`; empty before anything is known. */
export function paceText({ rate, secondsLeft }: Pace): string {
  const parts = [];
  if (rate !== null) parts.push(`${countText(Math.round(rate))} rows/s`);
  if (secondsLeft !== null) parts.push(`${formatDuration(1000 * Math.max(1, Math.ceil(secondsLeft)))} left`);
  return parts.join(' · ');
}
