/**
 * How one bucket is laid out as a record of numbers, and how two are merged. Number 0 is the bucket's start in epoch
 * milliseconds, number 1 how many rows (or trades) are in it.
 */
export interface RecordKind {
  /** Numbers a record. */
  readonly stride: number;
  /** Merges the record of `from` at `start` into the earlier record of `into` at `at`. */
  readonly merge: (into: Float64Array, at: number, from: Float64Array, start: number) => void;
}
