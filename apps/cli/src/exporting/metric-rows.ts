import { formatTimestamp, type MetricColumns } from '@orderflow/core';
import { type Cell, cellOf, type RowStream } from './rows.ts';

const COLUMNS = ['instrument', 'timestamp', 'snapshot_id', 'obi', 'cvd', 'best_bid', 'best_ask'];

/** Metrics as rows, a snapshot each; timestamps are ISO 8601 in UTC, exact. */
export function metricRows(batches: AsyncIterable<MetricColumns>): RowStream {
  return { columns: COLUMNS, batches: toRows(batches) };
}

async function* toRows(batches: AsyncIterable<MetricColumns>): AsyncGenerator<readonly (readonly Cell[])[]> {
  for await (const batch of batches) {
    yield Array.from({ length: batch.count }, (_, row) => toRow(batch, row));
  }
}

function toRow(batch: MetricColumns, row: number): readonly Cell[] {
  return [
    batch.instrumentNames[batch.instruments[row]!]!,
    formatTimestamp({ timestamp: batch.timestamps[row]!, nanoseconds: batch.nanoseconds[row]! }),
    batch.snapshotIds[row]!,
    cellOf(batch.obi[row]!),
    cellOf(batch.cvd[row]!),
    cellOf(batch.bestBid[row]!),
    cellOf(batch.bestAsk[row]!),
  ];
}
