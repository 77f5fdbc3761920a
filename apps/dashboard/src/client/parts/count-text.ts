const COUNT = new Intl.NumberFormat('en-US');
const KILO = 1000;
const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** A number of things: `6,547`. */
export function countText(count: number): string {
  return COUNT.format(count);
}

/** A number with its noun: `1 snapshot`, `6,547 snapshots`. */
export function countOf(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A size: `23.4 MB`. */
export function bytesText(bytes: number): string {
  const step = bytes < KILO ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(KILO)));
  const value = bytes / KILO ** step;
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[step] ?? ''}`;
}
