import type { ParsedStore } from '@orderflow/backtest';

/** A market that was parsed and is kept, with the hashes of its columns. */
export interface KeptColumns {
  readonly store: ParsedStore;
  readonly digests: readonly string[];
  /** Where other threads find it. */
  readonly place: ColumnsPlace;
}

/** A file of columns, or its chunks in memory that threads share. */
export type ColumnsPlace =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'memory'; readonly head: ColumnsHead; readonly chunks: readonly Uint8Array<SharedArrayBuffer>[] };

/** What is kept of a market beside its chunks. */
export interface ColumnsHead extends Omit<ParsedStore, 'read'> {
  readonly digests: readonly string[];
}

/** Columns in memory. */
export function columnsInMemory(head: ColumnsHead, chunks: readonly Uint8Array<SharedArrayBuffer>[]): KeptColumns {
  const { digests, ...index } = head;
  return {
    digests,
    store: { ...index, read: async (chunk) => chunks[chunk]! },
    place: { kind: 'memory', head, chunks },
  };
}
