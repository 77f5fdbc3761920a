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

/** Whose data are asked for. */
export interface DataChoice {
  readonly instrument: string;
  /** The one file to read; null for all. */
  readonly file: string | null;
}

/** What the strategy finds on an instrument. */
export function readSummary(
  choice: DataChoice & { readonly depth: Depth },
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Summary> {
  return readWithProgress('/summary', { ...choice }, onProgress, signal);
}

/** What may be wrong with the data of an instrument. */
export function readQuality(
  choice: DataChoice,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Quality> {
  return readWithProgress('/quality', { ...choice }, onProgress, signal);
}

/** The snapshot at a moment: ISO 8601 in UTC. */
export interface SnapshotPlace extends DataChoice {
  readonly at: string;
  readonly depth: Depth;
}

/** All that the metrics of the snapshot at a moment are made of. */
export function readProof({ instrument, ...query }: SnapshotPlace, signal: AbortSignal): Promise<ProofDocument> {
  return requestJson(`/proof/${encodeURIComponent(instrument)}`, { query, signal });
}

/** The book at a moment. */
export function readBook(
  { instrument, ...query }: Omit<SnapshotPlace, 'depth'> & { readonly levels: number },
  signal: AbortSignal,
): Promise<BookDocument> {
  return requestJson(`/book/${encodeURIComponent(instrument)}`, { query, signal });
}

/** Starts processing files. */
export function startProcessing(files: readonly string[], force: boolean): Promise<ProcessingState> {
  return requestJson('/processing', { method: 'POST', body: { files, force } });
}

/** Stops processing; what is stored stays. */
export function cancelProcessing(): Promise<ProcessingState> {
  return requestJson('/processing', { method: 'DELETE' });
}
