import { asciiJson, badBody, LENGTH_BYTES, readHeader, writeHeader } from './body-header.ts';
import { type Column, readColumn, writeColumn } from './column-bytes.ts';

/** A column by its name. */
export interface NamedColumn {
  readonly name: string;
  readonly column: Column;
}

/** What a body of columns holds. */
export interface ColumnsBody {
  /** What its header says beside the columns. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** By name. */
  readonly columns: ReadonlyMap<string, Column>;
}

/** A column as the header describes it; `offset` counts from the start of the body, in steps of 8. */
interface ColumnHeader {
  readonly name: string;
  readonly type: 'float64' | 'uint32';
  readonly count: number;
  readonly offset: number;
}

const ALIGNMENT = 8;

/**
 * Columns as one body of bytes, little-endian: the length of the header (uint32), the header (JSON in ASCII, padded with
 * spaces to a multiple of 8) with `fields` and a list `columns`, then the columns, each starting at a multiple of 8.
 * Numbers are kept bit by bit.
 */
export function encodeColumns(fields: Readonly<Record<string, unknown>>, columns: readonly NamedColumn[]): Uint8Array {
  const layout = layOut(fields, columns);
  const bytes = new Uint8Array(layout.size);
  writeHeader(bytes, layout.header);
  const view = new DataView(bytes.buffer);
  for (const [index, { column }] of columns.entries()) writeColumn(view, layout.offsets[index]!, column);
  return bytes;
}

/**
 * What {@link encodeColumns} made a body of.
 * @throws OrderflowError `bad-argument` where the body is cut short or is none.
 */
export function decodeColumns(bytes: Uint8Array): ColumnsBody {
  const { value } = readHeader(bytes);
  if (!isHeader(value)) throw badBody('its header is none');
  const { columns, ...fields } = value;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { fields, columns: new Map(columns.map((column) => [column.name, readChecked(view, column)])) };
}

/** Offsets stand in the header, whose length they depend on: the header is given room first. */
function layOut(
  fields: Readonly<Record<string, unknown>>,
  columns: readonly NamedColumn[],
): { readonly header: string; readonly offsets: readonly number[]; readonly size: number } {
  const sizes = columns.map(({ column }) => aligned(column.byteLength));
  const dataSize = sizes.reduce((sum, size) => sum + size, 0);
  const describe = (start: number) => {
    let offset = start;
    const described = columns.map(({ name, column }, index): ColumnHeader => {
      const at = offset;
      offset += sizes[index]!;
      return { name, type: column instanceof Float64Array ? 'float64' : 'uint32', count: column.length, offset: at };
    });
    return { text: asciiJson({ ...fields, columns: described }), described };
  };
  let start = aligned(LENGTH_BYTES + describe(0).text.length);
  while (LENGTH_BYTES + describe(start).text.length > start) start += ALIGNMENT;
  const { text, described } = describe(start);
  const header = text.padEnd(start - LENGTH_BYTES);
  return { header, offsets: described.map(({ offset }) => offset), size: start + dataSize };
}

function isHeader(value: unknown): value is { readonly columns: readonly ColumnHeader[] } {
  if (typeof value !== 'object' || value === null) return false;
  const { columns } = value as { readonly columns?: unknown };
  return Array.isArray(columns) && columns.every((column) => typeof column === 'object' && column !== null);
}

function readChecked(view: DataView, { name, type, count, offset }: ColumnHeader): Column {
  const isPlaced = Number.isInteger(count) && count >= 0 && Number.isInteger(offset) && offset >= LENGTH_BYTES;
  const width = type === 'float64' ? 8 : 4;
  if (isPlaced && offset + count * width <= view.byteLength) return readColumn(view, offset, type, count);
  throw badBody(`its column ${name} is cut short`);
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}
