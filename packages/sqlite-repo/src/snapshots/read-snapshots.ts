import { setImmediate } from 'node:timers/promises';
import { computeSnapshots, type RowQuery, type SnapshotColumns, SnapshotMetrics } from '@orderflow/core';
import { readBook } from '../source/book-reader.ts';
import { liesInOrder } from '../source/open-pager.ts';
import { BEFORE_ALL, BELOW_ALL_IDS, takeOrderTable } from '../source/order-table.ts';
import type { Source } from '../source/source.ts';
import type { Chunk, ChunkRows } from './chunk.ts';
import { ChunkPlanner } from './chunk-planner.ts';
import { ListCutter } from './list-cutter.ts';
import { SpanCutter } from './span-cutter.ts';

/** Cuts the rows of a query into chunks. */
interface RowCutter {
  /** The next chunk of at most `rows` rows; null behind the last. */
  cut(rows: number): ChunkRows | null;
  /** Learns how many rows a chunk held of those that were asked for. */
  learn?(found: number, asked: number): void;
  /** Says that no further chunk is wanted. */
  close?(): void;
}

interface Pending {
  readonly asked: number;
  readonly chunk: Promise<Chunk | null> | Chunk | null;
}

/** Reads book rows with what their levels come to, in batches, in the order of the query. */
export async function* readSnapshots(
  source: Source,
  query: RowQuery,
  depth: number | null,
): AsyncGenerator<SnapshotColumns> {
  if (canChunk(query)) {
    yield* readChunks(source, query, depth);
    return;
  }
  const metrics = new SnapshotMetrics(depth);
  for await (const columns of readBook(source, query)) yield computeSnapshots(columns, metrics);
}

/** Chunks are for whole tables. */
function canChunk({ instrument, range }: RowQuery): boolean {
  return instrument === undefined && range?.start === undefined && range?.end === undefined;
}

async function* readChunks(source: Source, query: RowQuery, depth: number | null): AsyncGenerator<SnapshotColumns> {
  const { chunks } = source;
  const cutter = await openCutter(source, query);
  const planner = new ChunkPlanner(query.batchSize);
  const file = source.connection.file;
  const pending: Pending[] = [];
  const ask = () => {
    const asked = planner.rows;
    const rows: ChunkRows | null = cutter.cut(asked);
    if (rows === null) return false;
    const { mostSideBytes } = planner;
    const { maxLevelBytes, lockTimeoutMs } = source;
    const chunk = chunks.read({ file, rows, depth, maxLevelBytes, lockTimeoutMs, mostSideBytes });
    // A chunk may fail while those before it are still being used: whoever awaits it then is told.
    if (chunk instanceof Promise) chunk.catch(() => undefined);
    pending.push({ asked, chunk });
    return true;
  };
  try {
    while (true) {
      while (pending.length < chunks.ahead && ask());
      const next = pending.shift();
      if (next === undefined) return;
      const chunk = await next.chunk;
      cutter.learn?.(chunk?.count ?? 0, next.asked);
      if (chunk === null) continue;
      planner.learn(chunk);
      yield snapshotsOf(source, chunk);
      await setImmediate();
    }
  } finally {
    cutter.close?.();
    await Promise.allSettled(pending.map(({ chunk }) => chunk));
  }
}

async function openCutter(source: Source, query: RowQuery): Promise<RowCutter> {
  const { database } = source.connection;
  const first = query.afterId ?? BELOW_ALL_IDS;
  if (query.order === 'id' || liesInOrder(source, 'book', query)) return new SpanCutter(database, first);
  const order = await takeOrderTable(source, 'book', first);
  return new ListCutter(database, order, query.after ?? BEFORE_ALL);
}

/** The chunk with the numbers that the source gives instruments. */
function snapshotsOf(source: Source, chunk: Chunk): SnapshotColumns {
  const { instruments: own, instrumentNames: names, formats, timestampTexts: texts, bytes: _, ...columns } = chunk;
  const numbers = names.map((name) => source.instruments.numberOf(name));
  for (const format of formats) source.timestamps.book.formats.add(format);
  const instruments = own.map((number) => numbers[number] ?? number);
  const timestampTexts = Array.from({ length: chunk.count }, (_, row) => texts.get(row) ?? null);
  return { ...columns, timestampTexts, instruments, instrumentNames: source.instruments.names };
}
