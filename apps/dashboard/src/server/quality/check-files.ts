import { availableParallelism } from 'node:os';
import {
  type Configuration,
  checkQuality,
  type OrderflowRepository,
  type QualityProgress,
  type QualityReport,
} from '@orderflow/core';
import { requestSignal } from '../request-scope.ts';
import type { FoundFile } from '../sources/file-finder.ts';
import type { CheckOptions } from './quality-messages.ts';
import { checkInThreads } from './quality-threads.ts';

/** Starting threads costs about what one thread needs to check this much. */
const LEAST_BYTES_FOR_THREADS = 32 * 1024 * 1024;

/** A file to check. */
export interface CheckedFile {
  readonly file: FoundFile;
  readonly repository: OrderflowRepository;
}

/** Says how far a check of several files has come. */
export type OnCheckProgress = (progress: QualityProgress) => void;

/** Checks files, each by itself and large ones in threads; their reports in the same order. */
export async function checkFiles(
  files: readonly CheckedFile[],
  options: CheckOptions,
  { maxLevelBytes, cacheSize, threads }: Configuration,
  onProgress: OnCheckProgress = () => undefined,
): Promise<readonly QualityReport[]> {
  const progress = new JointProgress(files.length, onProgress);
  const tell = (index: number, own: QualityProgress) => progress.update(index, own);
  const bytes = files.reduce((sum, { file }) => sum + file.bytes, 0);
  if (bytes < LEAST_BYTES_FOR_THREADS) return checkInTurn(files, options, tell);
  return checkInThreads({
    paths: files.map(({ file }) => file.path),
    options,
    maxLevelBytes,
    cacheSize: Math.floor(cacheSize / files.length),
    threads: threads ?? availableParallelism(),
    signal: requestSignal(),
    onProgress: tell,
  });
}

async function checkInTurn(
  files: readonly CheckedFile[],
  options: CheckOptions,
  tell: (index: number, progress: QualityProgress) => void,
): Promise<readonly QualityReport[]> {
  const reports: QualityReport[] = [];
  for (const [index, { repository }] of files.entries()) {
    const onProgress = (progress: QualityProgress) => tell(index, progress);
    reports.push(await checkQuality(repository, { ...options, onProgress }));
  }
  return reports;
}

/** The progress of several files as one. */
class JointProgress {
  readonly #own: (QualityProgress | null)[];
  readonly #tell: OnCheckProgress;

  constructor(files: number, tell: OnCheckProgress) {
    this.#own = new Array<null>(files).fill(null);
    this.#tell = tell;
  }

  update(index: number, progress: QualityProgress): void {
    this.#own[index] = progress;
    const known = this.#own.filter((own) => own !== null);
    const rows = known.reduce((sum, own) => sum + own.rows, 0);
    const knownRows = known.reduce((sum, own) => sum + own.totalRows, 0);
    // Files that are not begun are taken to be as long as the others.
    this.#tell({ rows, totalRows: Math.round((knownRows * this.#own.length) / known.length) });
  }
}
