/** Names, times, ids and numbers of more bytes are none; nothing of that size is fetched. */
const MOST_BYTES = 1024;

/** The SQL for a column's value as text; NULL where it is longer than any that means something. */
export function shortText(column: string): string {
  return `iif(octet_length(${column}) <= ${MOST_BYTES}, CAST(${column} AS TEXT), NULL)`;
}

/** The SQL for a column's value as it is; NULL where it is longer than any number. */
export function shortValue(column: string): string {
  const isLong = `typeof(${column}) IN ('text', 'blob') AND octet_length(${column}) > ${MOST_BYTES}`;
  return `iif(${isLong}, NULL, ${column})`;
}
