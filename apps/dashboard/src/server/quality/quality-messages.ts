import type { OrderflowErrorCode, QualityOptions, QualityProgress, QualityReport } from '@orderflow/core';

/** What checks of several files have in common. */
export type CheckOptions = Omit<QualityOptions, 'onProgress' | 'signal'>;

/** How a thread opens and checks files. */
export interface CheckSettings {
  readonly options: CheckOptions;
  readonly maxLevelBytes: number;
  /** KiB. */
  readonly cacheSize: number;
}

/** A file for a thread to check. */
export interface CheckTask {
  readonly index: number;
  readonly path: string;
}

/** What a thread tells of the file with that index. */
export type CheckMessage = { readonly index: number } & (
  | ({ readonly kind: 'progress' } & QualityProgress)
  | { readonly kind: 'report'; readonly report: QualityReport }
  | { readonly kind: 'failed'; readonly code: OrderflowErrorCode | null; readonly message: string }
);
