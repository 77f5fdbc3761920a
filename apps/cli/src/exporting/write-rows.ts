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
  { columns, batches }: RowStream,
  format: ExportFormat,
  stream: Writable,
  signal: { readonly aborted: boolean },
): Promise<number> {
  let rows = 0;
  async function* text(): AsyncGenerator<string> {
    if (format === 'csv') yield stringify([columns]);
    for await (const batch of batches) {
      rows += batch.length;
      yield format === 'csv' ? stringify(batch.map(toFields)) : batch.map((row) => toJsonLine(columns, row)).join('');
      if (signal.aborted) return;
    }
  }
  await pipeline(Readable.from(text()), stream, { end: false });
  return rows;
}

function toFields(row: readonly Cell[]): readonly string[] {
  return row.map((cell) => (cell === null ? '' : String(cell)));
}

function toJsonLine(columns: readonly string[], row: readonly Cell[]): string {
  return `${JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, row[index]])))}\n`;
}
