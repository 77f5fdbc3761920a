import { statSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { OrderflowError, Storage } from '@orderflow/core';
import { SnapshotPool, SQLiteOrderflowRepository, sqliteThreadData } from '@orderflow/sqlite-repo';
import type { ProcessingMessage, ProcessingTask } from './processing-messages.ts';

const TELL_EVERY_MS = 100;
/** Starting worker threads costs about what one thread needs to read this much. */
const LEAST_BYTES_FOR_WORKERS = 64 * 1024 * 1024;

const task = sqliteThreadData<ProcessingTask>();
const stop = new Int32Array(task.stop);
const signal = {
  get aborted() {
    return Atomics.load(stop, 0) !== 0;
  },
};

for (const [index, path] of task.paths.entries()) {
  if (signal.aborted) break;
  tell({ index, kind: 'begin' });
  try {
    await processFile(index, path);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    tell({ index, kind: 'failed', code: error instanceof OrderflowError ? error.code : 'internal', message });
  }
}

async function processFile(index: number, path: string): Promise<void> {
  const { configuration, force, threads } = task;
  const isLarge = statSync(path).size >= LEAST_BYTES_FOR_WORKERS;
  const pool = isLarge && threads > 1 ? new SnapshotPool(threads) : null;
  const { maxLevelBytes, journalMode, synchronous, cacheSize, durability, batchSize } = configuration;
  const onWarning = (message: string) => tell({ index, kind: 'warning', message });
  const options = { maxLevelBytes, journalMode, synchronous, cacheSize, durability, write: true, onWarning };
  try {
    const repository = SQLiteOrderflowRepository.connect(path, { ...options, ...(pool && { pool }) });
    try {
      const storage = new Storage({ repository, metrics: repository, settings: configuration, batchSize });
      const onProgress = throttled((rows, totalRows) => tell({ index, kind: 'progress', rows, totalRows }));
      const result = await storage.buildBooktickFromDb({ force, signal, onProgress, onWarning });
      const skippedRows = result.problems.reduce((sum, { rows }) => sum + rows, 0);
      tell({ index, kind: 'end', isDone: result.kind === 'done', writtenRows: result.writtenRows, skippedRows });
    } finally {
      repository.close();
    }
  } finally {
    await pool?.close();
  }
}

function throttled(report: (rows: number, totalRows: number) => void) {
  let last = Number.NEGATIVE_INFINITY;
  return ({ rows, totalRows }: { readonly rows: number; readonly totalRows: number }) => {
    if (rows < totalRows && performance.now() - last < TELL_EVERY_MS) return;
    last = performance.now();
    report(rows, totalRows);
  };
}

function tell(message: ProcessingMessage): void {
  parentPort?.postMessage(message);
}
