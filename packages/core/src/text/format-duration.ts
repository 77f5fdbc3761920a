const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * A length of time for people, rounded to the last of at most two units: `840 ms`, `4.2 s`, `12 s`, `3 min 20 s`,
 * `4 h 2 min`, `2 d 3 h`. Takes milliseconds; the sign is left out.
 */
export function formatDuration(ms: number): string {
  const length = Math.abs(ms);
  if (Math.round(length) < SECOND_MS) return `${Math.round(length)} ms`;
  const tenths = Math.round(length / 100);
  if (tenths < 100) return `${tenths / 10} s`;
  const inSeconds = nearest(length, SECOND_MS);
  if (inSeconds < MINUTE_MS) return `${inSeconds / SECOND_MS} s`;
  if (inSeconds < HOUR_MS) return twoUnits(inSeconds, MINUTE_MS, 'min', SECOND_MS, 's');
  const inMinutes = nearest(length, MINUTE_MS);
  if (inMinutes < DAY_MS) return twoUnits(inMinutes, HOUR_MS, 'h', MINUTE_MS, 'min');
  return twoUnits(nearest(length, HOUR_MS), DAY_MS, 'd', HOUR_MS, 'h');
}

function nearest(ms: number, unitMs: number): number {
  return unitMs * Math.round(ms / unitMs);
}

function twoUnits(ms: number, largeMs: number, large: string, smallMs: number, small: string): string {
  const rest = (ms % largeMs) / smallMs;
  const head = `${Math.floor(ms / largeMs)} ${large}`;
  return rest === 0 ? head : `${head} ${rest} ${small}`;
}
