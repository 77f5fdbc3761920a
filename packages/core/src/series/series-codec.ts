import { badBody } from './body-header.ts';
import type { Column } from './column-bytes.ts';
import { decodeColumns, encodeColumns } from './columns-codec.ts';
import { COLUMN_NAMES, columnsOf, fieldsOf, isSeriesFields, type Series, seriesOf } from './series-parts.ts';

/** A series as one body of bytes: see {@link encodeColumns}. */
export function encodeSeries(series: Series): Uint8Array {
  return encodeColumns(fieldsOf(series), columnsOf(series));
}

/**
 * The series of a body that {@link encodeSeries} made.
 * @throws OrderflowError `bad-argument` where the body is cut short or is none.
 */
export function decodeSeries(bytes: Uint8Array): Series {
  const { fields, columns } = decodeColumns(bytes);
  if (!isSeriesFields(fields)) throw badBody('its header is none');
  const named: Record<string, Column> = {};
  for (const name of COLUMN_NAMES[fields.kind]) {
    const column = columns.get(name);
    if (column === undefined) throw badBody(`it has no column ${name}`);
    named[name] = column;
  }
  return seriesOf(fields, named);
}
