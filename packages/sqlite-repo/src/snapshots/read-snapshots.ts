import {
  checkBatchSize,
  computeSnapshots,
  type RowQuery,
  type SnapshotColumns,
  SnapshotMetrics,
} from '@orderflow/core';
import { numberInstruments } from '../chunks/number-instruments.ts';
import { canCut, openCutter } from '../chunks/open-cutter.ts';
import { type Flag, readAhead } from '../chunks/read-ahead.ts';
import type { RowSet } from '../chunks/row-set.ts';
import { rowsInMemory, spareMemory } from '../memory/rows-in-memory.ts';
import { readBook } from '../source/book-reader.ts';
import type { Source } from '../source/source.ts';
import type { Chunk } from './chunk.ts';
import { ChunkPlanner } from './chunk-planner.ts';

/** What a row of a chunk takes of memory until it is used. */
const AHEAD_BYTES = 100;

/** Reads book rows with what their levels come to, in batches, in the order of the query. */
export async function* readSnapshots(
  source: Source,
  query: RowQuery,
  depth: number | null,
): AsyncGenerator<SnapshotColumns> {
  checkBatchSize(query.batchSize);
  if (canCut(query)) {
    yield* readChunks(source, query, depth);
    return;
  }
  const metrics = new SnapshotMetrics(depth);
  for await (const columns of readBook(source, query)) yield computeSnapshots(columns, metrics);
}

async function* readChunks(source: Source, query: RowQuery, depth: number | null): AsyncGenerator<SnapshotColumns> {
  const { chunks, connection, maxLevelBytes, lockTimeoutMs } = source;
  const { file } = connection;
  const planner = new ChunkPlanner(query.batchSize);
  const options = {
    cutter: await openCutter(source, 'book', query),
    ahead: chunks.ahead,
    rows: () => rowsInMemory(planner.rows, AHEAD_BYTES * chunks.ahead, spareMemory()),
    read: (rows: RowSet, isFirst: boolean, abandoned: Flag) => {
      const { mostSideBytes } = planner;
      const request = { file, rows, depth, maxLevelBytes, lockTimeoutMs, mostSideBytes, abandoned };
      const chunk = chunks.readBook(request, isFirst);
      if (chunk !== null && !(chunk instanceof Promise)) planner.learn(chunk);
      return chunk;
    },
  };
  for await (const chunk of readAhead(options)) {
    planner.learn(chunk);
    yield snapshotsOf(source, chunk);
  }
}

function snapshotsOf(source: Source, chunk: Chunk): SnapshotColumns {
  const { bytes: _, formats, ...columns } = chunk;
  for (const format of formats) source.timestamps.book.formats.add(format);
  return { ...columns, ...numberInstruments(source, chunk) };
}
