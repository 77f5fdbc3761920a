import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import type { Cell, RowStream } from './rows.ts';

/** The formats of an export: comma-separated values with a head, or a JSON object a line. */
export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
/** One of the formats. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Writes rows as fast as `stream` takes them, a batch in memory at a time, and leaves it open. Returns their number. */
export async function writeRows(
  stream: RowStream,
  format: ExportFormat,
  out: Writable,
  signal: { readonly aborted: boolean },
): Promise<number> {
  const count = { rows: 0 };
  await pipeline(Readable.from(toText(stream, format, signal, count)), out, { end: false });
  return count.rows;
}

/** The head comes with the first rows: where there is nothing to read, that error comes first. */
async function* toText(
  { columns, batches }: RowStream,
  format: ExportFormat,
  signal: { readonly aborted: boolean },
  count: { rows: number },
): AsyncGenerator<string> {
  let head = format === 'csv' ? stringify([columns]) : '';
  for await (const batch of batches) {
    count.rows += batch.length;
    yield head +
      (format === 'csv' ? stringify(batch.map(toFields)) : batch.map((row) => toJsonLine(columns, row)).join(''));
    head = '';
    if (signal.aborted) return;
  }
  if (head !== '') yield head;
}

function toFields(row: readonly Cell[]): readonly string[] {
  return row.map((cell) => (cell === null ? '' : String(cell)));
}

function toJsonLine(columns: readonly string[], row: readonly Cell[]): string {
  return `${JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, row[index]])))}\n`;
}
