import { type Alert, DEFAULT_CONFIGURATION, type Finding } from '@orderflow/core';
import type { ReportFile, ReportModel } from '../../src/report/report-model.ts';

/** The beginning of all data: 2025-07-01 00:00 UTC. */
export const START = Date.UTC(2025, 6, 1);
/** A histogram of nothing. */
export const NOWHERE = { bucketMs: 1, buckets: [] };

/** A moment so many seconds behind the beginning. */
export const at = (seconds: number) => ({ timestamp: START + 1000 * seconds, nanoseconds: 0 });

/** A file of 1,000 seconds of BTC-USDT. */
export function file(path: string, findings: readonly Finding[] = []): ReportFile {
  return {
    path,
    bytes: 2_000_000,
    parts: [{ instrument: 'BTC-USDT', snapshots: 1000, first: at(0), last: at(1000), liveReason: null, missing: null }],
    quality: {
      source: path,
      isComplete: true,
      rows: { book: 1000, trades: 500 },
      snapshots: [],
      findings,
      badRows: [],
      problems: [],
      timestampFormats: { book: ['ms'], trades: ['ms'] },
      repeatedTradeIds: 0,
    },
  };
}

/** A report of one clean file. */
export function model(parts: Partial<ReportModel> = {}): ReportModel {
  return {
    version: '1.2.3',
    createdAt: START,
    asked: null,
    files: [file('/data/a.db')],
    gapsBetween: [],
    failures: [],
    findings: { strategy: 'default', summaries: [], alerts: [] },
    run: null,
    configuration: DEFAULT_CONFIGURATION,
    ...parts,
  };
}

/** A spread alert. */
export function alert(second: number): Alert {
  const message = `BTC-USDT: spread widened to 12 bps of the mid at 2025-07-01 00:00:0${second}.000 UTC.`;
  return { rule: 'spread', instrument: 'BTC-USDT', at: at(second), snapshotId: 7, value: 12, threshold: 10, message };
}
