import { basename } from 'node:path';
import { type Configuration, compareTimestamps, type DataPart, DataSet } from '@orderflow/core';
import { isBadInput } from '../exit-code.ts';
import { formatCounted } from '../output/numbers.ts';
import { escapeControls, printable } from '../output/printable.ts';
import { checkMetricsFile } from '../sources/check-metrics-file.ts';
import type { DatabaseFile } from '../sources/database-files.ts';
import {
  logFailures,
  type OpenSource,
  type OpenSources,
  type ReadOptions,
  type SourceFailure,
  withSources,
} from '../sources/open-sources.ts';
import type { SourceRequest } from '../sources/source-arguments.ts';

/** More parts of a kind are told in one line. */
const MOST_LINES = 5;

/** How files are read, and what of them. */
export interface DataSetOptions extends ReadOptions {
  readonly request: Pick<SourceRequest, 'instrument' | 'range'>;
  /** Whether books and trades alone are read: nothing is said of metrics then. */
  readonly isWithoutMetrics?: true;
}

/** Open files as one data set. */
export interface OpenData extends OpenSources {
  readonly dataSet: DataSet;
}

/**
 * Opens files as one data set, says which of its metrics are computed live, hands it to `use` and closes the files. A
 * bad file among many is logged and left out.
 */
export async function withDataSet<T>(
  files: readonly DatabaseFile[],
  options: DataSetOptions,
  use: (data: OpenData) => Promise<T>,
): Promise<T> {
  checkMetricsFile(files, options.output);
  return withSources(files, options, async (opened) => {
    const data = await openData(opened, options);
    const asked = data.dataSet.parts.filter((part) => isAskedFor(part, options.request));
    if (!options.isWithoutMetrics) for (const line of describeReading(asked)) options.log.info(line);
    return use(data);
  });
}

/** Whether a request reads something of a part. */
export function isAskedFor(
  part: DataPart,
  { instrument, range }: Pick<SourceRequest, 'instrument' | 'range'>,
): boolean {
  if (instrument !== undefined && part.instrument !== instrument) return false;
  if (range?.start !== undefined && compareTimestamps(part.last, range.start) < 0) return false;
  return range?.end === undefined || compareTimestamps(part.first, range.end) < 0;
}

/** Where the metrics come from: a line a part, or a line for many of a kind. */
function describeReading(parts: readonly DataPart[]): readonly string[] {
  const byWay = Map.groupBy(parts, wayOfReading);
  return [...byWay].flatMap(([what, alike]) => {
    const names = alike.map(({ instrument, source }) => {
      return `${escapeControls(basename(source.repository.name))}, ${printable(instrument)}`;
    });
    if (names.length <= MOST_LINES) return names.map((name) => `${name}: ${what}`);
    return [`${formatCounted(names.length, 'part')}, such as ${names[0]}: ${what}`];
  });
}

function wayOfReading({ reason, missing }: DataPart): string {
  if (missing !== null) return missing;
  return reason === null ? 'reading stored metrics' : `computing metrics live: ${reason}`;
}

async function openData(opened: OpenSources, options: DataSetOptions): Promise<OpenData> {
  const { sources } = opened;
  const { configuration, log, request } = options;
  // Files that overlap in what is asked for are refused when they are read.
  const warn = request.instrument === undefined ? (message: string) => log.warn(message) : undefined;
  try {
    return { ...opened, dataSet: await openDataSet(sources, configuration, warn) };
  } catch (error) {
    if (!isBadInput(error) || sources.length === 1) throw error;
    const broken = await findBroken(sources, configuration);
    const whole = sources.filter(({ path }) => !broken.some((failure) => failure.path === path));
    if (broken.length === 0 || whole.length === 0) throw error;
    logFailures(broken, log);
    const dataSet = await openDataSet(whole, configuration, warn);
    return { sources: whole, failures: [...opened.failures, ...broken], dataSet };
  }
}

function openDataSet(
  sources: readonly OpenSource[],
  configuration: Configuration,
  onWarning?: (message: string) => void,
): Promise<DataSet> {
  return DataSet.open(
    sources.map(({ repository }) => ({ repository, metrics: repository })),
    { settings: configuration, batchSize: configuration.batchSize, ...(onWarning && { onWarning }) },
  );
}

/** Which sources cannot be looked into, such as a file that is cut short: found one by one, once one is known. */
async function findBroken(
  sources: readonly OpenSource[],
  configuration: Configuration,
): Promise<readonly SourceFailure[]> {
  const failures: SourceFailure[] = [];
  for (const source of sources) {
    try {
      await openDataSet([source], configuration);
    } catch (error) {
      if (!isBadInput(error)) throw error;
      failures.push({ path: source.path, error });
    }
  }
  return failures;
}
