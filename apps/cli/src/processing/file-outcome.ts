import type { OrderflowError, ProcessingResult } from '@orderflow/core';
import type { DatabaseFile } from '../sources/database-files.ts';

/** What became of one file. */
export type FileOutcome =
  | {
      readonly kind: 'processed';
      readonly path: string;
      /** Where the metrics are; null where they are beside the data. */
      readonly output: string | null;
      readonly result: ProcessingResult;
      readonly seconds: number;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'failed'; readonly path: string; readonly error: OrderflowError };

/** What became of the files of a request. */
export interface ProcessedRequest {
  readonly files: readonly DatabaseFile[];
  /** In the order of `files`; fewer where the user stopped. */
  readonly outcomes: readonly FileOutcome[];
  readonly seconds: number;
}
