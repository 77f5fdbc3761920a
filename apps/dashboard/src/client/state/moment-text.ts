const MICROSECONDS = 1000;
const PATTERN = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})(\d{3})?Z$/;

/** A moment rounded to the microsecond, the finest that a link holds. */
export function toMicrosecond(ms: number): number {
  const whole = Math.floor(ms);
  return whole + Math.round((ms - whole) * MICROSECONDS) / MICROSECONDS;
}

/** A moment as ISO 8601 in UTC, with microseconds where it has any. */
export function writeMoment(ms: number): string {
  const rounded = toMicrosecond(ms);
  const whole = Math.floor(rounded);
  const micros = Math.round((rounded - whole) * MICROSECONDS);
  const text = new Date(whole).toISOString();
  return micros === 0 ? text : `${text.slice(0, -1)}${String(micros).padStart(3, '0')}Z`;
}

/** The moment that `writeMoment` wrote; null for anything else. */
export function readMoment(text: string): number | null {
  const [, millis, micros] = PATTERN.exec(text) ?? [];
  if (millis === undefined) return null;
  const whole = Date.parse(`${millis}Z`);
  if (Number.isNaN(whole)) return null;
  return micros === undefined ? whole : whole + Number(micros) / MICROSECONDS;
}
