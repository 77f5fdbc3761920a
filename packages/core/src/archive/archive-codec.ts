import { asciiJson, badBody, LENGTH_BYTES, readHeader, writeHeader } from '../series/body-header.ts';
import type { Column } from '../series/column-bytes.ts';
import type { NamedColumn } from '../series/columns-codec.ts';
import {
  COLUMN_NAMES,
  columnsOf,
  fieldsOf,
  isSeriesFields,
  type Series,
  type SeriesFields,
  seriesOf,
} from '../series/series-parts.ts';
import { type PackedColumn, type Packing, packColumn, unpackColumn } from './packed-column.ts';

/** A column as the header describes it; `offset` counts from the end of the header. */
interface ColumnHeader {
  readonly name: string;
  readonly type: 'float64' | 'uint32';
  readonly count: number;
  readonly packing: Packing;
  readonly decimals: number;
  readonly offset: number;
  readonly length: number;
}

/** All of a series but its columns, and where these stand. */
interface SeriesHeader extends SeriesFields {
  readonly columns: readonly ColumnHeader[];
}

/** Columns of times and counts. */
const EXACT: ReadonlySet<string> = new Set(['timestamps', 'nanoseconds', 'rowCounts', 'tradeCounts']);

/**
 * Series as one body that compresses well: for a file or a page that must be small. Times and counts are kept bit by bit,
 * so are values but for the noise of their sums, 2^-44 of a column's largest; those of buckets keep 24 bits. A column that
 * stands twice is written once.
 */
export function packSeries(all: readonly Series[]): Uint8Array {
  const written: Uint8Array[] = [];
  let size = 0;
  const place = (bytes: Uint8Array): number => {
    let offset = 0;
    for (const earlier of written) {
      if (isEqual(earlier, bytes)) return offset;
      offset += earlier.length;
    }
    written.push(bytes);
    size += bytes.length;
    return offset;
  };
  const header = asciiJson(all.map((series) => describe(series, place)));
  const body = new Uint8Array(LENGTH_BYTES + header.length + size);
  writeHeader(body, header);
  let at = LENGTH_BYTES + header.length;
  for (const bytes of written) {
    body.set(bytes, at);
    at += bytes.length;
  }
  return body;
}

/**
 * The series of a body that {@link packSeries} made.
 * @throws OrderflowError `bad-argument` where the body is cut short or is none.
 */
export function unpackSeries(body: Uint8Array): readonly Series[] {
  const { value, end } = readHeader(body);
  if (!Array.isArray(value) || !value.every(isSeriesHeader)) throw badBody('its header is none');
  const data = body.subarray(end);
  return value.map(({ columns, ...fields }) => {
    const read = new Map(columns.map((column) => [column.name, readColumn(data, column)]));
    const named: Record<string, Column> = {};
    for (const name of COLUMN_NAMES[fields.kind]) {
      const column = read.get(name);
      if (column === undefined) throw badBody(`it has no column ${name}`);
      named[name] = column;
    }
    return seriesOf(fields, named);
  });
}

function describe(series: Series, place: (bytes: Uint8Array) => number): SeriesHeader {
  const columns = columnsOf(series).map(({ name, column }: NamedColumn): ColumnHeader => {
    const loss = EXACT.has(name) ? 'nothing' : series.kind === 'buckets' ? 'digits' : 'noise';
    const { packing, decimals, bytes } = packColumn(column, loss);
    const type = column instanceof Float64Array ? 'float64' : 'uint32';
    return { name, type, count: column.length, packing, decimals, offset: place(bytes), length: bytes.length };
  });
  return { ...fieldsOf(series), columns };
}

function readColumn(data: Uint8Array, header: ColumnHeader): Column {
  const { name, type, count, offset, length } = header;
  const isPlaced = [count, offset, length].every((number) => Number.isInteger(number) && number >= 0);
  // No number takes less than a byte.
  if (!isPlaced || offset + length > data.length || count > length) throw badBody(`its column ${name} is cut short`);
  const packed: PackedColumn = { ...header, bytes: data.subarray(offset, offset + length) };
  const column = unpackColumn(packed, type === 'float64' ? new Float64Array(count) : new Uint32Array(count));
  if (column === null) throw badBody(`its column ${name} is cut short`);
  return column;
}

function isSeriesHeader(value: unknown): value is SeriesHeader {
  if (!isSeriesFields(value)) return false;
  const { columns } = value as Partial<SeriesHeader>;
  return Array.isArray(columns) && columns.every((column) => typeof column === 'object' && column !== null);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
