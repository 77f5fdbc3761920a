import type { RowColumns } from './row-columns.ts';
import { ROW_TILE_ROWS } from './tile-grid.ts';
import { HEADER_BYTES, openTile, startTile } from './tile-header.ts';
import { readCounts, readNumbers, writeNumbers } from './tile-numbers.ts';

/** Set where any row has nanoseconds. */
const HAS_NANOSECONDS = 1;
/** Set where the rows span more milliseconds than 4 bytes count. */
const HAS_LONG_OFFSETS = 2;

const FIRST_BYTES = 8;
/** The nanoseconds of all tiles that have none: most do, and a read of many tiles makes less garbage. */
const ZEROS = new Uint32Array(ROW_TILE_ROWS);
const LONGEST_SPAN = 2 ** 32 - 1;

/** The times of a tile's rows. */
export type RowTimes = Pick<RowColumns, 'count' | 'timestamps' | 'nanoseconds'>;

/**
 * The times of rows as a tile: header (flag 1: with nanoseconds, flag 2: long offsets), the first row's time (8 bytes),
 * then columns of `count` entries each: milliseconds since the first row (4 bytes, long 8), and nanoseconds (4 bytes)
 * where there are any.
 */
export function encodeTimes({ count, timestamps, nanoseconds }: RowTimes): Uint8Array {
  const first = timestamps[0]!;
  const isLong = timestamps[count - 1]! - first > LONGEST_SPAN;
  const hasNanoseconds = nanoseconds.subarray(0, count).some((within) => within > 0);
  const flags = (hasNanoseconds ? HAS_NANOSECONDS : 0) | (isLong ? HAS_LONG_OFFSETS : 0);
  const view = startTile(bytesOfTimes(count, flags), flags, count);
  view.setFloat64(HEADER_BYTES, first, true);
  let at = HEADER_BYTES + FIRST_BYTES;
  for (let row = 0; row < count; row++) {
    if (isLong) view.setFloat64(at, timestamps[row]! - first, true);
    else view.setUint32(at, timestamps[row]! - first, true);
    at += isLong ? 8 : 4;
  }
  for (let row = 0; hasNanoseconds && row < count; row++, at += 4) view.setUint32(at, nanoseconds[row]!, true);
  return new Uint8Array(view.buffer);
}

/** The times of a tile. Shares memory with it, and with other tiles. */
export function decodeTimes(bytes: Uint8Array): RowTimes {
  const { view, count, flags } = openTile(bytes, bytesOfTimes);
  const isLong = (flags & HAS_LONG_OFFSETS) > 0;
  const first = view.getFloat64(HEADER_BYTES, true);
  const start = HEADER_BYTES + FIRST_BYTES;
  const offsets = isLong ? readNumbers(view, start, count) : readCounts(view, start, count);
  const timestamps = new Float64Array(count);
  for (let row = 0; row < count; row++) timestamps[row] = first + offsets[row]!;
  const hasNanoseconds = (flags & HAS_NANOSECONDS) > 0;
  const nanoseconds = hasNanoseconds ? readCounts(view, start + offsets.byteLength, count) : zeros(count);
  return { count, timestamps, nanoseconds };
}

function zeros(count: number): Uint32Array {
  return count > ZEROS.length ? new Uint32Array(count) : ZEROS.subarray(0, count);
}

/** The values of one series of rows as a tile: header, then 8 bytes a row. A price is NaN where the book has no mid. */
export function encodeValues(values: Float64Array): Uint8Array {
  const view = startTile(bytesOfValues(values.length), 0, values.length);
  writeNumbers(view, HEADER_BYTES, values);
  return new Uint8Array(view.buffer);
}

/** The values of a tile. */
export function decodeValues(bytes: Uint8Array): Float64Array {
  const { view, count } = openTile(bytes, bytesOfValues);
  return readNumbers(view, HEADER_BYTES, count);
}

function bytesOfTimes(count: number, flags: number): number {
  const bytes = ((flags & HAS_LONG_OFFSETS) > 0 ? 8 : 4) + ((flags & HAS_NANOSECONDS) > 0 ? 4 : 0);
  return HEADER_BYTES + FIRST_BYTES + count * bytes;
}

function bytesOfValues(count: number): number {
  return HEADER_BYTES + 8 * count;
}
