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
  if (secondsLeft !== null) parts.push(`${durationText(secondsLeft)} left`);
  return parts.join(' · ');
}

function durationText(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
