import { shortText } from './short-text.ts';

/**
 * The SQL for the text of a timestamp column: as it is stored; a number as its digits. SQLite itself writes a REAL of
 * 1e17 and more, which is a whole number of nanoseconds, with an exponent; one beyond all whole numbers it takes for the
 * largest of them.
 */
export function timestampText(column: string): string {
  const isWhole = `${column} >= 1e17 AND ${column} < 9223372036854775808.0`;
  const real = `CAST(iif(${isWhole}, CAST(${column} AS INTEGER), ${column}) AS TEXT)`;
  return `CASE typeof(${column}) WHEN 'real' THEN ${real} ELSE ${shortText(column)} END`;
}
