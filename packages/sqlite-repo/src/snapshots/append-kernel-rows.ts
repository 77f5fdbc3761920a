import type { ChunkBuilder } from './chunk-builder.ts';
import { type KernelColumns, LEVELS_LEFT, LINES, TIMESTAMP_LEFT } from './level-kernel.ts';
import { RowCalculator } from './row-calculator.ts';

/** Appends what the kernel computed of a text, whose ids stand in the chunk already, and completes what it left alone. */
export function appendKernelRows(
  chunk: ChunkBuilder,
  columns: KernelColumns,
  text: Buffer,
  depth: number | null,
): void {
  const at = chunk.count;
  chunk.obi.set(columns.obi, at);
  chunk.bestBid.set(columns.bestBid, at);
  chunk.bestAsk.set(columns.bestAsk, at);
  chunk.timestamps.set(columns.timestamps, at);
  nameInstruments(chunk, columns, text);
  chunk.count += columns.obi.length;
  chunk.bytes += text.length;
  completeRows(new RowCalculator(chunk, depth), at, columns, text);
}

function nameInstruments(chunk: ChunkBuilder, { instruments, firstRows, lineEnds }: KernelColumns, text: Buffer): void {
  const numbers = Array.from(firstRows, (row) => chunk.names.numberOf(lineOf(text, lineEnds, row, 3).toString()));
  for (let row = 0; row < instruments.length; row++) {
    chunk.instruments[chunk.count + row] = numbers[instruments[row]!]!;
  }
}

function completeRows(calculator: RowCalculator, at: number, columns: KernelColumns, text: Buffer): void {
  const { leftAlone, lineEnds } = columns;
  if (!leftAlone.every((left) => (left & TIMESTAMP_LEFT) !== 0)) calculator.chunk.formats.add('ms');
  for (let row = 0; row < leftAlone.length; row++) {
    const left = leftAlone[row]!;
    if (left === 0) continue;
    if ((left & TIMESTAMP_LEFT) !== 0) calculator.readTimestamp(at + row, lineOf(text, lineEnds, row, 2));
    if ((left & LEVELS_LEFT) === 0) continue;
    calculator.computeLevels(at + row, lineOf(text, lineEnds, row, 0), lineOf(text, lineEnds, row, 1));
  }
}

function lineOf(text: Buffer, lineEnds: Uint32Array, row: number, line: number): Buffer {
  const place = LINES * row + line;
  return text.subarray(place === 0 ? 0 : lineEnds[place - 1]! + 1, lineEnds[place]!);
}
