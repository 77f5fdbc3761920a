import type { MetricColumns } from '@orderflow/core';
import { type ConnectOptions, SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';

/** The metrics that a reader finds in a file: snapshot ids and values, byte by byte. */
export async function readMetrics(path: string, options: ConnectOptions = {}): Promise<Buffer> {
  const repository = SQLiteOrderflowRepository.connect(path, options);
  try {
    const presence = await repository.tableExists();
    if (presence.kind !== 'ours') return Buffer.alloc(0);
    const batches: Buffer[] = [];
    for await (const columns of repository.loadMetricsByTimerange({ batchSize: 10_000 })) {
      batches.push(bytesOf(columns));
    }
    return Buffer.concat(batches);
  } finally {
    repository.close();
  }
}

function bytesOf({ count, snapshotIds, obi, cvd, bestBid, bestAsk }: MetricColumns): Buffer {
  const rows = Array.from({ length: count }, (_, row) => [
    snapshotIds[row]!,
    obi[row]!,
    cvd[row]!,
    bestBid[row]!,
    bestAsk[row]!,
  ]);
  return Buffer.from(new Float64Array(rows.flat()).buffer);
}
