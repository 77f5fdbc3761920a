import { setImmediate } from 'node:timers/promises';
import type { RowCutter } from './row-cutter.ts';
import type { RowSet } from './row-set.ts';

/** What is read ahead. */
export interface ReadAhead<Chunk> {
  readonly cutter: RowCutter;
  /** How many chunks are asked for before the first of them is used. */
  readonly ahead: number;
  /** How many rows the next chunk may hold. */
  readonly rows: () => number;
  readonly read: (rows: RowSet, isFirst: boolean) => Promise<Chunk | null> | Chunk | null;
}

interface Pending<Chunk> {
  readonly asked: number;
  readonly chunk: Promise<Chunk | null> | Chunk | null;
}

/** Reads the chunks of a table in their order, some ahead of their use. The event loop turns once a chunk. */
export async function* readAhead<Chunk extends { readonly count: number }>(
  options: ReadAhead<Chunk>,
): AsyncGenerator<Chunk> {
  const { cutter, ahead } = options;
  const pending: Pending<Chunk>[] = [];
  try {
    let isMore = ask(options, pending, true);
    while (true) {
      while (isMore && pending.length < ahead) isMore = ask(options, pending, false);
      const next = pending.shift();
      if (next === undefined) return;
      const chunk = await next.chunk;
      cutter.learn?.(chunk?.count ?? 0, next.asked);
      if (chunk === null) continue;
      yield chunk;
      await setImmediate();
    }
  } finally {
    cutter.close?.();
    await Promise.allSettled(pending.map(({ chunk }) => chunk));
  }
}

/** Asks for the next chunk; whether there is one. */
function ask<Chunk>({ cutter, rows, read }: ReadAhead<Chunk>, pending: Pending<Chunk>[], isFirst: boolean): boolean {
  const asked = rows();
  const set = cutter.cut(asked);
  if (set === null) return false;
  const chunk = read(set, isFirst);
  // A chunk may fail while those before it are still being used: whoever awaits it then is told.
  if (chunk instanceof Promise) chunk.catch(() => undefined);
  pending.push({ asked, chunk });
  return true;
}
