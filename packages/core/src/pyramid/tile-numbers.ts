/** Nearly every machine holds numbers as tiles do: then columns are copied whole. */
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** A column of `count` little-endian numbers of 8 bytes that begins at `start`. */
export function readNumbers(view: DataView, start: number, count: number): Float64Array {
  const values = new Float64Array(count);
  if (isLittleEndian) {
    new Uint8Array(values.buffer).set(new Uint8Array(view.buffer, view.byteOffset + start, 8 * count));
  } else for (let row = 0; row < count; row++) values[row] = view.getFloat64(start + 8 * row, true);
  return values;
}

/** Writes a column of numbers as `readNumbers` reads them. */
export function writeNumbers(view: DataView, start: number, values: Float64Array): void {
  if (isLittleEndian) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(view.buffer, view.byteOffset + start).set(bytes);
  } else for (let row = 0; row < values.length; row++) view.setFloat64(start + 8 * row, values[row]!, true);
}
