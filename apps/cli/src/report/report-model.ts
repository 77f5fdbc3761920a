import type { Configuration, Finding, QualityReport, StrategyReport, Timestamp } from '@orderflow/core';

/** One instrument in one file. */
export interface ReportPart {
  readonly instrument: string;
  /** Snapshots that can be read, of the span that was asked for. */
  readonly snapshots: number;
  readonly first: Timestamp;
  readonly last: Timestamp;
  /** Why its metrics were computed for the report; null where they were stored. */
  readonly liveReason: string | null;
}

/** One file of the report. */
export interface ReportFile {
  /** As messages name it. */
  readonly path: string;
  readonly bytes: number;
  readonly parts: readonly ReportPart[];
  readonly quality: QualityReport;
}

/** Everything that a report shows. */
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
  readonly configuration: Configuration;
}
