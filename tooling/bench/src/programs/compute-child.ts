import { DEFAULT_CONFIGURATION, type MetricColumns, Storage } from '@orderflow/core';
import { SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import type { Totals } from './figures.ts';
import { report } from './report.ts';
import { startPool } from './worker-pool.ts';

/** Reads a file, parses it and computes OBI and CVD of everything, and stores nothing: `compute-child.ts FILE OPTIONS`. */
const [file = '', options = '{}'] = process.argv.slice(2);
const { threads = 1 } = JSON.parse(options) as { readonly threads?: number };

const FROM_THE_START = {
  state: {
    metricRows: 0,
    position: null,
    book: { timedRows: 0, lastId: null, order: 'id' },
    trades: { timedRows: 0, lastId: null, order: 'id' },
    instruments: [],
  },
  book: { order: 'id' },
  trades: { order: 'id' },
} as const;

const pool = await startPool(file, threads);
await report(async () => {
  const repository = SQLiteOrderflowRepository.connect(file, pool === undefined ? {} : { pool });
  try {
    const { batchSize } = DEFAULT_CONFIGURATION;
    const storage = new Storage({ repository, metrics: repository, settings: DEFAULT_CONFIGURATION, batchSize });
    let totals: Totals = { snapshots: 0, obi: 0, bestBid: 0, bestAsk: 0, cvd: 0 };
    for await (const step of storage.createSnapshotsAndMetrics(FROM_THE_START, null)) {
      if (step.kind === 'disorder') throw new Error(`${file}: its rows are not in time order`);
      if (step.kind === 'batch') totals = addTo(totals, step.batch.metrics);
    }
    return totals;
  } finally {
    repository.close();
  }
});
await pool?.close();

function addTo(totals: Totals, metrics: MetricColumns): Totals {
  let { obi, bestBid, bestAsk, cvd } = totals;
  for (let row = 0; row < metrics.count; row++) {
    obi += metrics.obi[row]!;
    bestBid += metrics.bestBid[row]!;
    bestAsk += metrics.bestAsk[row]!;
    cvd = metrics.cvd[row]!;
  }
  return { snapshots: totals.snapshots + metrics.count, obi, bestBid, bestAsk, cvd };
}
