import type { Configuration, OrderflowErrorCode } from '@orderflow/core';

/** What a worker is started with. */
export interface ProcessingTask {
  /** Absolute paths, processed one after another. */
  readonly paths: readonly string[];
  readonly configuration: Configuration;
  readonly force: boolean;
  /** Threads that compute. */
  readonly threads: number;
  /** One 32-bit number: other than 0 once the work should stop. */
  readonly stop: SharedArrayBuffer;
}

/** What a worker tells of the file with that index. */
export type ProcessingMessage = { readonly index: number } & (
  | { readonly kind: 'begin' }
  | { readonly kind: 'progress'; readonly rows: number; readonly totalRows: number }
  | { readonly kind: 'warning'; readonly message: string }
  | { readonly kind: 'end'; readonly isDone: boolean; readonly writtenRows: number; readonly skippedRows: number }
  | { readonly kind: 'failed'; readonly code: OrderflowErrorCode | 'internal'; readonly message: string }
);
