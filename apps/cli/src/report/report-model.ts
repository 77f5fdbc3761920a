import type { Configuration, Finding, QualityReport, StrategyReport, Timestamp } from '@orderflow/core';
import type { ReportRun } from './report-run.ts';

/** One instrument in one file. */
export interface ReportPart {
  readonly instrument: string;
  /** Snapshots that can be read, of the span that was asked for. */
  readonly snapshots: number;
  readonly first: Timestamp;
  readonly last: Timestamp;
  /** Why its metrics were computed for the report; null where they were stored. */
  readonly liveReason: string | null;
  /** What is missing of its rows, in words; null where there are snapshots. */
  readonly missing: string | null;
}

/** One file of the report. */
export interface ReportFile {
  /** As messages name it. */
  readonly path: string;
  readonly bytes: number;
  readonly parts: readonly ReportPart[];
  readonly quality: QualityReport;
}

/** The chart of one instrument, as far as a page has room for it. */
export interface ReportChart {
  readonly instrument: string;
  /** The span of its data, epoch milliseconds, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Its series: `packSeries`, gzip. */
  readonly body: Uint8Array;
  /** Length of the buckets that its lines are made of, in milliseconds; null where each snapshot is kept. */
  readonly bucketMs: number | null;
  /** Length of its shortest bars, in seconds. */
  readonly barSeconds: number;
  /** The run on it, as `packRuns` makes it; null where there is none. */
  readonly run: Uint8Array | null;
  /** A picture of all of it as PNG; null where there is none. */
  readonly still: Uint8Array | null;
}

/** The charts of a report. */
export interface ReportCharts {
  readonly charts: readonly ReportChart[];
  /** Instruments without a chart, and why. */
  readonly missing: readonly { readonly instrument: string; readonly reason: string }[];
  /** The script that draws them in the page; null where it is not built. */
  readonly script: string | null;
}

/** A report without charts. */
export const NO_CHARTS: ReportCharts = { charts: [], missing: [], script: null };

/** Everything that a report shows, but for its charts. */
export interface ReportModel {
  readonly version: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** The span that was asked for, in words; null for all there is. */
  readonly asked: string | null;
  readonly files: readonly ReportFile[];
  /** Gaps between files that follow one another, a finding an instrument. */
  readonly gapsBetween: readonly Finding[];
  /** Files that could not be read: path and reason. */
  readonly failures: readonly { readonly path: string; readonly message: string }[];
  readonly findings: StrategyReport;
  /** A backtest on these data; null where none was asked for. */
  readonly run: ReportRun | null;
  readonly configuration: Configuration;
}
