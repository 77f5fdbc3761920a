import type { KeyColumns } from './key-columns.ts';
import { INSTRUMENT_LINE, type KernelColumns, lineOf, TIMESTAMP_LEFT, TIMESTAMP_LINE } from './level-kernel.ts';

/** Appends the times and instruments that the kernel found in a text, and reads the times that it left alone. */
export function appendKeys(rows: KeyColumns, columns: KernelColumns, text: Buffer): void {
  const at = rows.count;
  rows.timestamps.set(columns.timestamps, at);
  nameInstruments(rows, columns, text);
  rows.count += columns.timestamps.length;
  const { leftAlone } = columns;
  if (!leftAlone.every((left) => (left & TIMESTAMP_LEFT) !== 0)) rows.formats.add('ms');
  for (let row = 0; row < leftAlone.length; row++) {
    if ((leftAlone[row]! & TIMESTAMP_LEFT) === 0) continue;
    rows.readTimestamp(at + row, lineOf(text, columns, row, TIMESTAMP_LINE));
  }
}

function nameInstruments(rows: KeyColumns, columns: KernelColumns, text: Buffer): void {
  const { instruments, firstRows } = columns;
  const numbers = Array.from(firstRows, (row) =>
    rows.names.numberOf(lineOf(text, columns, row, INSTRUMENT_LINE).toString()),
  );
  for (let row = 0; row < instruments.length; row++) rows.instruments[rows.count + row] = numbers[instruments[row]!]!;
}
