import type { Column } from '../series/column-bytes.ts';
import { VarintReader, VarintWriter } from './varint-bytes.ts';

/**
 * How a column is written so that a compressor finds little left: `decimal` as differences of multiples of a power of
 * ten, `double` and `single` as floating point, byte by byte of all numbers.
 */
export type Packing = 'decimal' | 'double' | 'single';

/** A column as bytes. */
export interface PackedColumn {
  readonly packing: Packing;
  /** Decimals of a `decimal` column. */
  readonly decimals: number;
  readonly bytes: Uint8Array;
}

const MOST_DECIMALS = 9;
/** Differences of such numbers are whole in a double with room for a sign. */
const LARGEST_MULTIPLE = 2 ** 50;
/** What sums of decimals are off, as a share of the largest of them. */
const NOISE = 2 ** -44;
const WIDTHS = { double: 8, single: 4 } as const;

/**
 * What may be lost of a column: nothing; the noise that sums of decimals carry, 2^-44 of the largest number; or all but
 * 24 bits of what are not decimals even so.
 */
export type Loss = 'nothing' | 'noise' | 'digits';

/** Packs a column. */
export function packColumn(column: Column, loss: Loss): PackedColumn {
  const decimals = decimalsOf(column, loss === 'nothing' ? 0 : NOISE * largestOf(column));
  if (decimals !== null) return { packing: 'decimal', decimals, bytes: packDecimals(column, 10 ** decimals) };
  const packing = loss === 'digits' ? 'single' : 'double';
  return { packing, decimals: 0, bytes: packFloats(column, packing) };
}

/** The numbers of a packed column; null where it holds other than `count` of them. */
export function unpackColumn({ packing, decimals, bytes }: PackedColumn, column: Column): Column | null {
  if (packing !== 'decimal') return unpackFloats(bytes, packing, column);
  const reader = new VarintReader(bytes);
  const scale = 10 ** decimals;
  let multiple = 0;
  for (let row = 0; row < column.length; row++) {
    multiple += reader.read();
    column[row] = multiple / scale;
  }
  return Number.isNaN(multiple) ? null : column;
}

/** The fewest decimals that give every number of a column but for `slack`; null where some have too many. */
function decimalsOf(column: Column, slack: number): number | null {
  let decimals = 0;
  let scale = 1;
  for (let row = 0; row < column.length; row++) {
    const value = column[row]!;
    while (!isMultiple(value, scale, slack)) {
      if (++decimals > MOST_DECIMALS) return null;
      scale *= 10;
    }
  }
  return decimals;
}

function isMultiple(value: number, scale: number, slack: number): boolean {
  const multiple = Math.round(value * scale);
  if (!(Math.abs(multiple) <= LARGEST_MULTIPLE)) return false;
  // A difference has no sign of zero.
  return Math.abs(multiple / scale - value) <= slack && (slack > 0 || !Object.is(value, -0));
}

function largestOf(column: Column): number {
  let largest = 0;
  for (let row = 0; row < column.length; row++) largest = Math.max(largest, Math.abs(column[row]!));
  return largest;
}

function packDecimals(column: Column, scale: number): Uint8Array {
  const writer = new VarintWriter();
  let before = 0;
  for (let row = 0; row < column.length; row++) {
    const multiple = Math.round(column[row]! * scale);
    writer.write(multiple - before);
    before = multiple;
  }
  return writer.bytes;
}

function packFloats(column: Column, packing: 'double' | 'single'): Uint8Array {
  const width = WIDTHS[packing];
  const count = column.length;
  const bytes = new Uint8Array(width * count);
  const view = new DataView(new ArrayBuffer(width));
  for (let row = 0; row < count; row++) {
    if (packing === 'double') view.setFloat64(0, column[row]!, true);
    else view.setFloat32(0, column[row]!, true);
    for (let byte = 0; byte < width; byte++) bytes[byte * count + row] = view.getUint8(byte);
  }
  return bytes;
}

function unpackFloats(bytes: Uint8Array, packing: 'double' | 'single', column: Column): Column | null {
  const width = WIDTHS[packing];
  const count = column.length;
  if (bytes.length !== width * count) return null;
  const view = new DataView(new ArrayBuffer(width));
  for (let row = 0; row < count; row++) {
    for (let byte = 0; byte < width; byte++) view.setUint8(byte, bytes[byte * count + row]!);
    column[row] = packing === 'double' ? view.getFloat64(0, true) : view.getFloat32(0, true);
  }
  return column;
}
