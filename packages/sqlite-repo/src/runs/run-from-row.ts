import type {
  EquityRecord,
  FillView,
  OrderRecord,
  RoundTripRecord,
  RunData,
  RunRecord,
  RunResult,
  RunTrial,
} from '@orderflow/core';

/** A row of `orderflow_backtests`. */
export interface RunRow {
  readonly number: number;
  readonly id: string;
  readonly resultHash: string;
  readonly createdAt: number;
  readonly inputs: string;
  readonly data: string;
  readonly hasRows: number;
}

/** A row of `orderflow_backtest_results`, without its equity. */
export type ResultRow = Omit<RunResult, 'summary'> & { readonly summary: string };

/** The equity of a result; the bytes are null where it is not stored. */
export interface EquityRow {
  readonly startTime: number;
  readonly intervalMs: number;
  readonly bytes: Uint8Array | null;
}

/** A row of a table whose model holds booleans where SQLite holds 0 and 1. */
export type OrderRow = Omit<OrderRecord, 'isPostOnly'> & { readonly isPostOnly: number };
export type FillRow = FillView;
export type RoundTripRow = Omit<RoundTripRecord, 'isOpen'> & { readonly isOpen: number };

/** A row of a result with the inputs of its run. */
export type TrialRow = Omit<RunTrial, 'inputs'> & { readonly inputs: string };

/** Trials of their rows, which come run by run. */
export function trialsFromRows(rows: readonly TrialRow[]): readonly RunTrial[] {
  const trials: RunTrial[] = [];
  for (const row of rows) {
    const last = trials.at(-1);
    trials.push({ ...row, inputs: last?.id === row.id ? last.inputs : JSON.parse(row.inputs) });
  }
  return trials;
}

/** A run of its rows. */
export function runFromRow(row: RunRow, results: readonly ResultRow[]): RunRecord {
  const { number: _, inputs, data, hasRows, ...rest } = row;
  return {
    ...rest,
    inputs: JSON.parse(inputs),
    data: dataFromText(data),
    hasRows: hasRows === 1,
    results: results.map((result) => ({ ...result, summary: JSON.parse(result.summary) })),
  };
}

/** Runs that were stored before skipped trades and reasons were kept have none. */
function dataFromText(text: string): RunData {
  return { skippedTrades: null, problems: [], ...JSON.parse(text) };
}

/** An order of its row. */
export function orderFromRow(row: OrderRow): OrderRecord {
  return { ...row, isPostOnly: row.isPostOnly === 1 };
}

/** A round trip of its row. */
export function roundTripFromRow(row: RoundTripRow): RoundTripRecord {
  return { ...row, isOpen: row.isOpen === 1 };
}

/** The equity as little-endian doubles. */
export function equityBytes({ values }: EquityRecord): Uint8Array {
  const bytes = new Uint8Array(8 * values.length);
  const view = new DataView(bytes.buffer);
  for (let row = 0; row < values.length; row++) view.setFloat64(8 * row, values[row]!, true);
  return bytes;
}

/** The equity of its row. */
export function equityFromRow({ startTime, intervalMs, bytes }: EquityRow): EquityRecord | null {
  if (bytes === null) return null;
  const values = new Float64Array(bytes.length / 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let row = 0; row < values.length; row++) values[row] = view.getFloat64(8 * row, true);
  return { startTime, intervalMs, values };
}
