const PATTERN = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?))?$/;

/** The moment that a date field names, read as UTC; null where it names none. */
export function readDateEntry(text: string): number | null {
  const [, day, clock = '00:00'] = PATTERN.exec(text.trim()) ?? [];
  if (day === undefined) return null;
  const ms = Date.parse(`${day}T${clock}Z`);
  return Number.isNaN(ms) ? null : ms;
}

/** A moment as a date field takes it, in UTC to the second. */
export function writeDateEntry(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}
