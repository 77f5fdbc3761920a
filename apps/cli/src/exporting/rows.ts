/** A value of an exported row: null is an empty field in CSV and null in JSON. */
export type Cell = string | number | null;

/** Rows of equal columns, in batches. */
export interface RowStream {
  readonly columns: readonly string[];
  readonly batches: AsyncIterable<readonly (readonly Cell[])[]>;
}

/** NaN in a column is no value. */
export function cellOf(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
