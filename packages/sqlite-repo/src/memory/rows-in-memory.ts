import { getHeapStatistics } from 'node:v8';

/** A batch takes so small a part of what is left, for those that use it make more of it. */
const SHARE = 16;
const LEAST_ROWS = 32;

/**
 * How many rows a batch may hold: as many as are wanted, fewer where so many would not fit into the spare bytes. Results
 * are the same whatever the batches, so what is spare may be asked anew for each.
 */
export function rowsInMemory(wanted: number, bytesPerRow: number, spare: number): number {
  return Math.min(wanted, Math.max(LEAST_ROWS, Math.trunc(spare / SHARE / bytesPerRow)));
}

/** Bytes that the system and its limits leave to this process: for numbers in columns. */
export function spareMemory(): number {
  return process.availableMemory();
}

/** Bytes that this thread's heap may grow by, if the system has them: for texts and rows. */
export function spareHeap(): number {
  const { heap_size_limit: limit, used_heap_size: used } = getHeapStatistics();
  return Math.max(0, Math.min(limit - used, spareMemory()));
}
