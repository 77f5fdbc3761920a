/**
 * The SQL for the text of a timestamp column: as it is stored; a number as its digits. SQLite itself writes a REAL of
 * 1e17 and more, which is a whole number of nanoseconds, with an exponent.
 */
export function timestampText(column: string): string {
  const isLargeReal = `typeof(${column}) = 'real' AND ${column} >= 1e17`;
  return `CAST(CASE WHEN ${isLargeReal} THEN CAST(${column} AS INTEGER) ELSE ${column} END AS TEXT)`;
}
