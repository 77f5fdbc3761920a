/** Rows with longer times or names are read one by one: many of them together would fill the memory. */
const MOST_KEY_BYTES = 256;

/**
 * The SQL for the lines of all rows, four a row as the kernel takes them, as bytes. A row in which something is missing has
 * a NUL instead, which the kernel refuses; so has a time that is REAL, which SQLite writes otherwise than it is read.
 */
export function joinedLines(bids: string, asks: string): string {
  const timestamp = `iif(typeof(r.timestamp) = 'real' OR ${isLong('r.timestamp')}, NULL, r.timestamp)`;
  const instrument = `iif(${isLong('r.instrument')}, NULL, r.instrument)`;
  const lines = [bids, asks, timestamp, instrument].join(' || char(10) || ');
  return `CAST(group_concat(coalesce(${lines}, char(0)), char(10)) AS BLOB)`;
}

function isLong(column: string): string {
  return `octet_length(${column}) > ${MOST_KEY_BYTES}`;
}
