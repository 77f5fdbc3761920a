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
  readonly read: (rows: RowSet, isFirst: boolean, abandoned: Flag) => Promise<Chunk | null> | Chunk | null;
}

/** Is 1 once nobody wants any more what was asked for; threads share it. */
export type Flag = Int32Array<SharedArrayBuffer>;

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
  const abandoned: Flag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const ask = (isFirst: boolean) => askNext(options, pending, isFirst, abandoned);
  try {
    let isMore = ask(true);
    while (true) {
      while (isMore && pending.length < ahead) isMore = ask(false);
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
    Atomics.store(abandoned, 0, 1);
    await Promise.allSettled(pending.map(({ chunk }) => chunk));
  }
}

/** Asks for the next chunk; whether there is one. */
function askNext<Chunk>(
  { cutter, rows, read }: ReadAhead<Chunk>,
  pending: Pending<Chunk>[],
  isFirst: boolean,
  abandoned: Flag,
): boolean {
  const asked = rows();
  const set = cutter.cut(asked);
  if (set === null) return false;
  const chunk = read(set, isFirst, abandoned);
  // A chunk may fail while those before it are still being used: whoever awaits it then is told.
  if (chunk instanceof Promise) chunk.catch(() => undefined);
  pending.push({ asked, chunk });
  return true;
}
