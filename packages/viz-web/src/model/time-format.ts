import { NO_VALUE } from './number-format.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Below this bar size, or view, the clock shows milliseconds. */
const FINE_MS = 10_000;

/** `HH:mm` in UTC. */
export function formatMinute(ms: number): string {
  return iso(ms).slice(11, 16);
}

/** `HH:mm:ss` in UTC. */
export function formatSecond(ms: number): string {
  return iso(ms).slice(11, 19);
}

/** `HH:mm:ss.SSS` in UTC. */
export function formatMillisecond(ms: number): string {
  return iso(ms).slice(11, 23);
}

/** `D MMM` in UTC. */
export function formatDay(ms: number): string {
  const date = new Date(ms);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** `MMM` in UTC, or the year in January. */
export function formatMonth(ms: number): string {
  const date = new Date(ms);
  return date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : (MONTHS[date.getUTCMonth()] ?? '');
}

/** The time under the crosshair: to the millisecond where bars or the view are under 10 s, else `ddd D MMM HH:mm`. */
export function formatCrosshair(ms: number, finestMs: number): string {
  if (!Number.isFinite(ms)) return NO_VALUE;
  if (finestMs < FINE_MS) return formatMillisecond(ms);
  return `${DAYS[new Date(ms).getUTCDay()]} ${formatDay(ms)} ${formatMinute(ms)}`;
}

/** A bar size: `30s`, `5m`, `4h`, `1d`. */
export function formatWindow(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400}d`;
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

function iso(ms: number): string {
  return new Date(Math.floor(ms)).toISOString();
}
