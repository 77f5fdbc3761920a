import type { BarColumns } from '../bars/bar.ts';
import { OrderflowError } from '../errors.ts';
import type { BucketSeries, CandleSeries, RowSeries } from '../ports/series-repository.ts';
import { type Column, readColumn, writeColumn } from './column-bytes.ts';

/** What {@link encodeSeries} takes and {@link decodeSeries} gives back. */
export type Series = RowSeries | BucketSeries | CandleSeries;

/** A column as the header describes it; `offset` counts from the start of the body, in steps of 8. */
interface ColumnHeader {
  readonly name: string;
  readonly type: 'float64' | 'uint32';
  readonly count: number;
  readonly offset: number;
}

/** All of a series but its columns, and where these stand. */
interface Header {
  readonly kind: Series['kind'];
  readonly instrument: string;
  readonly columns: readonly ColumnHeader[];
}

const ALIGNMENT = 8;
const LENGTH_BYTES = 4;
const SPACE = 0x20;
const HIGHEST_ASCII = 0x7f;

const COLUMN_NAMES = {
  rows: ['timestamps', 'nanoseconds', 'values'],
  buckets: ['timestamps', 'rowCounts', 'opens', 'lows', 'highs', 'closes'],
  candles: ['timestamps', 'opens', 'highs', 'lows', 'closes', 'buyVolumes', 'sellVolumes', 'tradeCounts'],
} as const;

/**
 * A series as one body of bytes, little-endian: the length of the header (uint32), the header (JSON in ASCII, padded with
 * spaces to a multiple of 8), then the columns that it names, each starting at a multiple of 8. Numbers are kept bit by
 * bit.
 */
export function encodeSeries(series: Series): Uint8Array {
  const columns = columnsOf(series);
  const fields = fieldsOf(series);
  const layout = layOut(fields, columns);
  const bytes = new Uint8Array(layout.size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, layout.header.length, true);
  for (let at = 0; at < layout.header.length; at++) bytes[LENGTH_BYTES + at] = layout.header.charCodeAt(at);
  for (const [index, { column }] of columns.entries()) writeColumn(view, layout.offsets[index]!, column);
  return bytes;
}

/**
 * The series of a body that {@link encodeSeries} made.
 * @throws OrderflowError `bad-argument` where the body is cut short or is none.
 */
export function decodeSeries(bytes: Uint8Array): Series {
  const header = readHeader(bytes);
  const { columns, ...fields } = header;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = new Map(columns.map((column) => [column.name, readChecked(view, column)]));
  const named: Record<string, Column> = {};
  for (const name of COLUMN_NAMES[header.kind]) {
    const column = read.get(name);
    if (column === undefined) throw badBody(`it has no column ${name}`);
    named[name] = column;
  }
  // The header says what the columns are: `fieldsOf` and `columnsOf` took the series apart by the same names.
  if (header.kind !== 'candles') return { ...fields, ...named } as unknown as RowSeries | BucketSeries;
  return { ...fields, bars: barsOf(header.instrument, named) } as unknown as CandleSeries;
}

function columnsOf(series: Series): readonly { readonly name: string; readonly column: Column }[] {
  const source: Partial<Record<string, unknown>> = { ...(series.kind === 'candles' ? series.bars : series) };
  const count = series.kind === 'candles' ? series.bars.count : series.timestamps.length;
  // The columns of bars may be longer than their count.
  return COLUMN_NAMES[series.kind].map((name) => ({ name, column: (source[name] as Column).subarray(0, count) }));
}

function fieldsOf(series: Series): Readonly<Record<string, unknown>> {
  const { kind, instrument, start, end, live } = series;
  const common = { kind, instrument, start, end, live };
  if (series.kind === 'candles') return { ...common, windowSeconds: series.windowSeconds, basis: series.basis };
  if (series.kind === 'buckets') return { ...common, series: series.series, bucketMs: series.bucketMs };
  return { ...common, series: series.series };
}

/** Offsets stand in the header, whose length they depend on: the header is given room first. */
function layOut(
  fields: Readonly<Record<string, unknown>>,
  columns: readonly { readonly name: string; readonly column: Column }[],
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
    return { text: ascii(JSON.stringify({ ...fields, columns: described })), described };
  };
  let start = aligned(LENGTH_BYTES + describe(0).text.length);
  while (LENGTH_BYTES + describe(start).text.length > start) start += ALIGNMENT;
  const { text, described } = describe(start);
  const header = text.padEnd(start - LENGTH_BYTES, String.fromCharCode(SPACE));
  return { header, offsets: described.map(({ offset }) => offset), size: start + dataSize };
}

function readHeader(bytes: Uint8Array): Header {
  if (bytes.byteLength < LENGTH_BYTES) throw badBody('it is cut short');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (LENGTH_BYTES + length > bytes.byteLength) throw badBody('it is cut short');
  let text = '';
  for (let at = 0; at < length; at++) text += String.fromCharCode(bytes[LENGTH_BYTES + at]!);
  const header = parse(text);
  if (isHeader(header)) return header;
  throw badBody('its header is none');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badBody('its header is no JSON', cause);
  }
}

function isHeader(value: unknown): value is Header {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, instrument, columns } = value as Partial<Record<string, unknown>>;
  if (typeof kind !== 'string' || !Object.hasOwn(COLUMN_NAMES, kind) || typeof instrument !== 'string') return false;
  return Array.isArray(columns) && columns.every((column) => typeof column === 'object' && column !== null);
}

function readChecked(view: DataView, { name, type, count, offset }: ColumnHeader): Column {
  const isPlaced = Number.isInteger(count) && count >= 0 && Number.isInteger(offset) && offset >= LENGTH_BYTES;
  const width = type === 'float64' ? 8 : 4;
  if (isPlaced && offset + count * width <= view.byteLength) return readColumn(view, offset, type, count);
  throw badBody(`its column ${name} is cut short`);
}

function barsOf(instrument: string, columns: Readonly<Record<string, Column>>): BarColumns {
  const count = columns.timestamps!.length;
  const one = { count, instruments: new Uint32Array(count), instrumentNames: [instrument] };
  return { ...one, ...columns } as unknown as BarColumns;
}

/** JSON whose characters are bytes: all others are written as escapes. */
function ascii(json: string): string {
  let text = '';
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    text += code <= HIGHEST_ASCII ? json[at] : `\\u${code.toString(16).padStart(4, '0')}`;
  }
  return text;
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}

function badBody(what: string, cause?: unknown): OrderflowError {
  const message = `this is not the body of a series: ${what}; read it whole, from a server of the same version`;
  return new OrderflowError('bad-argument', message, { cause });
}
