import type { SourceTable } from '@orderflow/core';
import type { Source } from './source.ts';

/** Stands for the milliseconds of a timestamp that cannot be read: before all others. */
export const UNREADABLE = Number.MIN_SAFE_INTEGER;

/**
 * Gives SQL the exact time of a text in two whole numbers: `orderflow_ms_<table>`, `UNREADABLE` where there is none, and
 * `orderflow_ns_<table>`.
 */
export function defineTimeFunctions(source: Source, table: SourceTable): void {
  const { database } = source.connection;
  const timestamps = source.timestamps[table];
  database.function(`orderflow_ms_${table}`, { deterministic: true }, (text: string | null) => {
    timestamps.read(text);
    return Number.isNaN(timestamps.timestamp) ? UNREADABLE : timestamps.timestamp;
  });
  database.function(`orderflow_ns_${table}`, { deterministic: true }, (text: string | null) => {
    timestamps.read(text);
    return timestamps.nanoseconds;
  });
}
