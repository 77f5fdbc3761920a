/**
 * The SQL for the lines of all rows, four a row as the kernel takes them, as bytes. A row in which something is missing has
 * a NUL instead, which the kernel refuses; so has a time that is REAL, which SQLite writes otherwise than it is read.
 */
export function joinedLines(bids: string, asks: string): string {
  const timestamp = "iif(typeof(r.timestamp) = 'real', NULL, r.timestamp)";
  const lines = [bids, asks, timestamp, 'r.instrument'].join(' || char(10) || ');
  return `CAST(group_concat(coalesce(${lines}, char(0)), char(10)) AS BLOB)`;
}
