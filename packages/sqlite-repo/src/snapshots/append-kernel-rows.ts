import { appendKeys } from '../chunks/append-keys.ts';
import { ASKS_LINE, BIDS_LINE, type KernelColumns, LEVELS_LEFT, lineOf } from '../chunks/level-kernel.ts';
import type { ChunkBuilder } from './chunk-builder.ts';
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
  chunk.bytes += text.length;
  appendKeys(chunk, columns, text);
  const { leftAlone } = columns;
  let calculator: RowCalculator | null = null;
  for (let row = 0; row < leftAlone.length; row++) {
    if ((leftAlone[row]! & LEVELS_LEFT) === 0) continue;
    calculator ??= new RowCalculator(chunk, depth);
    const [bids, asks] = [lineOf(text, columns, row, BIDS_LINE), lineOf(text, columns, row, ASKS_LINE)];
    calculator.computeLevels(at + row, bids, asks);
  }
}
