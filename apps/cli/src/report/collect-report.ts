import {
  type Configuration,
  checkQuality,
  compareTimestamps,
  type DataPart,
  type DataSet,
  findGapsBetween,
  formatTimestamp,
  type QualityReport,
  type StrategyReport,
  type TimeRange,
  type Timestamp,
} from '@orderflow/core';
import { isAskedFor, type OpenData } from '../analysis/with-data-set.ts';
import type { CommandContext } from '../command-context.ts';
import { makeProgress } from '../output/progress.ts';
import { ProgressMeter } from '../output/progress-meter.ts';
import type { OpenSource } from '../sources/open-sources.ts';
import { shortNames } from '../sources/short-names.ts';
import type { SourceRequest } from '../sources/source-arguments.ts';
import { readVersion } from '../version.ts';
import type { ReportFile, ReportModel, ReportPart } from './report-model.ts';
import type { ReportRun } from './report-run.ts';

/** Places that are kept of each finding: enough for a time line. */
const PLACES = 100;

/** What a report is made from. */
export interface ReportParts {
  readonly data: OpenData;
  readonly findings: StrategyReport;
  /** A backtest on these data. */
  readonly run?: ReportRun | null;
  readonly request: SourceRequest;
  readonly configuration: Configuration;
}

/** Checks the quality of every file, with progress, and puts together what a report shows. */
export async function collectReport(parts: ReportParts, context: CommandContext): Promise<ReportModel> {
  const { data, findings, configuration, request } = parts;
  const files = await collectFiles(parts, context);
  return {
    version: readVersion(),
    createdAt: context.now(),
    asked: describeRange(request.range),
    files,
    gapsBetween: findGapsBetween(
      files.map(({ quality }) => quality),
      { examples: PLACES },
    ),
    failures: data.failures.map(({ path, error }) => ({ path, message: error.message })),
    findings,
    run: parts.run ?? null,
    configuration,
  };
}

async function collectFiles(
  { data, request, configuration }: ReportParts,
  context: CommandContext,
): Promise<readonly ReportFile[]> {
  const { dataSet, sources } = data;
  const files: ReportFile[] = [];
  const used = sources.filter(({ repository }) => partsOf(dataSet, repository.name, request).length > 0);
  const names = shortNames(used.map(({ path }) => path));
  const meter = new ProgressMeter(
    used.map(({ bytes }) => bytes),
    context.now,
  );
  const progress = makeProgress({ stream: context.stderr, log: context.log, logFrequency: configuration.logFrequency });
  try {
    for (const [index, source] of used.entries()) {
      const file = meter.begin(source.bytes);
      const label = `checking ${names[index]}`;
      const quality = await check(source, request, configuration, context, (rows, totalRows) =>
        progress.update({ label, rows, totalRows, ...file.update(rows, totalRows) }),
      );
      file.end(quality.rows.book + quality.rows.trades);
      const parts = partsOf(dataSet, source.repository.name, request);
      files.push({
        ...fileOf(source, quality),
        parts: parts.map((part) => toReportPart(part, quality, request.range)),
      });
    }
  } finally {
    progress.clear();
  }
  return files;
}

function fileOf({ path, bytes }: OpenSource, quality: QualityReport): Omit<ReportFile, 'parts'> {
  return { path, bytes, quality };
}

function check(
  { repository }: OpenSource,
  { instrument, range }: SourceRequest,
  { batchSize }: Configuration,
  { signal }: CommandContext,
  onProgress: (rows: number, totalRows: number) => void,
): Promise<QualityReport> {
  return checkQuality(repository, {
    ...(instrument !== undefined && { instrument }),
    ...(range !== undefined && { range }),
    batchSize,
    examples: PLACES,
    signal,
    onProgress: ({ rows, totalRows }) => onProgress(rows, totalRows),
  });
}

function partsOf({ parts }: DataSet, source: string, request: SourceRequest): readonly DataPart[] {
  return parts.filter((part) => part.source.repository.name === source && isAskedFor(part, request));
}

function toReportPart(
  { instrument, first, last, reason, missing }: DataPart,
  { snapshots }: QualityReport,
  range: TimeRange = {},
): ReportPart {
  return {
    instrument,
    snapshots: snapshots.find((checked) => checked.instrument === instrument)?.readable ?? 0,
    first: range.start === undefined ? first : later(first, range.start),
    last: range.end === undefined ? last : earlier(last, range.end),
    liveReason: reason,
    missing,
  };
}

function later(a: Timestamp, b: Timestamp): Timestamp {
  return compareTimestamps(a, b) < 0 ? b : a;
}

function earlier(a: Timestamp, b: Timestamp): Timestamp {
  return compareTimestamps(a, b) < 0 ? a : b;
}

function describeRange(range: TimeRange | undefined): string | null {
  if (range === undefined) return null;
  const end = range.end === undefined ? 'the end' : `${formatTimestamp(range.end)}, exclusive`;
  return `${range.start === undefined ? 'the beginning' : formatTimestamp(range.start)} to ${end}`;
}
