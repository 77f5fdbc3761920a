/** Nearly every machine holds numbers as tiles do: then columns are copied whole, or looked at where they are. */
const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** A column of `count` little-endian numbers of 8 bytes that begins at `start`. May share memory. */
export function readNumbers(view: DataView, start: number, count: number): Float64Array {
  if (isInPlace(view, start, 8)) return new Float64Array(view.buffer, view.byteOffset + start, count);
  const values = new Float64Array(count);
  for (let row = 0; row < count; row++) values[row] = view.getFloat64(start + 8 * row, true);
  return values;
}

/** A column of `count` little-endian whole numbers of 4 bytes that begins at `start`. May share memory. */
export function readCounts(view: DataView, start: number, count: number): Uint32Array {
  if (isInPlace(view, start, 4)) return new Uint32Array(view.buffer, view.byteOffset + start, count);
  const values = new Uint32Array(count);
  for (let row = 0; row < count; row++) values[row] = view.getUint32(start + 4 * row, true);
  return values;
}

/** Writes a column of numbers as `readNumbers` reads them. */
export function writeNumbers(view: DataView, start: number, values: Float64Array): void {
  if (isLittleEndian) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(view.buffer, view.byteOffset + start).set(bytes);
  } else for (let row = 0; row < values.length; row++) view.setFloat64(start + 8 * row, values[row]!, true);
}

/** Whether a column of numbers of so many bytes each is just what a typed array would be. */
function isInPlace({ byteOffset }: DataView, start: number, bytes: number): boolean {
  return isLittleEndian && (byteOffset + start) % bytes === 0;
}
