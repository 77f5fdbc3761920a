import { escapeControls } from './text/printable.ts';

/** What went wrong, as a literal that programs can branch on. */
export type OrderflowErrorCode =
  | 'source-unreadable'
  | 'source-schema'
  | 'source-locked'
  | 'source-read-only'
  | 'storage-full'
  | 'bad-row'
  | 'unknown-instrument'
  | 'empty-range'
  | 'overlapping-sources'
  | 'settings-differ'
  | 'foreign-metrics'
  | 'bad-configuration'
  | 'bad-argument'
  | 'bad-strategy'
  | 'out-of-memory'
  | 'worker-died'
  | 'broken-invariant';

/**
 * The error of every orderflow package. `code` is a stable literal; the message names the offending value and its
 * place (file, table, row id) and says what to do; control characters in it are written as escapes. `cause` holds the
 * wrapped error, where there is one.
 */
export class OrderflowError extends Error {
  readonly code: OrderflowErrorCode;

  /** `message` is a sentence, or a list of them, a line each. */
  constructor(code: OrderflowErrorCode, message: string | readonly string[], options?: { readonly cause?: unknown }) {
    super([message].flat().map(escapeControls).join('\n'), options);
    this.name = 'OrderflowError';
    this.code = code;
  }
}
