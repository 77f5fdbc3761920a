/** A column of numbers. */
export type Column = Float64Array | Uint32Array;

/** Writes a column from `offset` on, little-endian whatever the machine. */
export function writeColumn(view: DataView, offset: number, column: Column): void {
  const count = column.length;
  if (column instanceof Float64Array) {
    for (let row = 0; row < count; row++) view.setFloat64(offset + 8 * row, column[row]!, true);
    return;
  }
  for (let row = 0; row < count; row++) view.setUint32(offset + 4 * row, column[row]!, true);
}

/** Reads a column of `count` numbers from `offset` on. */
export function readColumn(view: DataView, offset: number, type: 'float64' | 'uint32', count: number): Column {
  if (type === 'float64') {
    const column = new Float64Array(count);
    for (let row = 0; row < count; row++) column[row] = view.getFloat64(offset + 8 * row, true);
    return column;
  }
  const column = new Uint32Array(count);
  for (let row = 0; row < count; row++) column[row] = view.getUint32(offset + 4 * row, true);
  return column;
}
