import { requestJson } from './api-client.ts';
import type { BookDocument, ProcessingState, ProofDocument, Quality, Settings, Sources, Summary } from './api-types.ts';
import { type Progress, readWithProgress } from './read-with-progress.ts';

/** Levels a side that an OBI counts: a number, all, or null for the server's setting. */
export type Depth = number | 'all' | null;

/** The files and instruments that there are. */
export function readSources(signal: AbortSignal): Promise<Sources> {
  return requestJson('/sources', { signal });
}

/** The settings of the server. */
export function readSettings(signal: AbortSignal): Promise<Settings> {
  return requestJson('/settings', { signal });
}

/** What the strategy finds on an instrument. */
export function readSummary(
  instrument: string,
  depth: Depth,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Summary> {
  return readWithProgress('/summary', { instrument, depth }, onProgress, signal);
}

/** What may be wrong with the data of an instrument. */
export function readQuality(
  instrument: string,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Quality> {
  return readWithProgress('/quality', { instrument }, onProgress, signal);
}

/** The snapshot at a moment: ISO 8601 in UTC. */
export interface SnapshotPlace {
  readonly instrument: string;
  readonly at: string;
  readonly depth: Depth;
}

/** All that the metrics of the snapshot at a moment are made of. */
export function readProof({ instrument, at, depth }: SnapshotPlace, signal: AbortSignal): Promise<ProofDocument> {
  return requestJson(`/proof/${encodeURIComponent(instrument)}`, { query: { at, depth }, signal });
}

/** The book at a moment. */
export function readBook(
  { instrument, at, levels }: Omit<SnapshotPlace, 'depth'> & { readonly levels: number },
  signal: AbortSignal,
): Promise<BookDocument> {
  return requestJson(`/book/${encodeURIComponent(instrument)}`, { query: { at, levels }, signal });
}

/** Starts processing files. */
export function startProcessing(files: readonly string[], force: boolean): Promise<ProcessingState> {
  return requestJson('/processing', { method: 'POST', body: { files, force } });
}

/** Stops processing; what is stored stays. */
export function cancelProcessing(): Promise<ProcessingState> {
  return requestJson('/processing', { method: 'DELETE' });
}
