import type { Configuration } from '@orderflow/core';
import type { ResultCache } from './api/result-cache.ts';
import type { ProcessingJobs } from './processing/processing-jobs.ts';
import type { HiddenPath } from './public-text.ts';
import type { RunsFile } from './runs/runs-file.ts';
import type { SourceLibrary } from './sources/source-library.ts';

/** What the routes work with. */
export interface DashboardContext {
  readonly library: SourceLibrary;
  readonly configuration: Configuration;
  /** null where the dashboard only reads. */
  readonly processing: ProcessingJobs | null;
  /** The runs of backtests; null where the dashboard was told of no file. */
  readonly runs: RunsFile | null;
  /** Summaries and checks of the files as they are. */
  readonly results: ResultCache;
  /** The version of the dashboard. */
  readonly version: string;
  /** The paths that no answer may hold. */
  readonly hidden: () => readonly HiddenPath[];
  /** Is told of errors that nobody foresaw. */
  readonly onError: (error: unknown) => void;
}
