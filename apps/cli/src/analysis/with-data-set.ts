import { basename } from 'node:path';
import { type Configuration, type DataPart, DataSet } from '@orderflow/core';
import { isBadInput } from '../exit-code.ts';
import type { Log } from '../output/log.ts';
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

/** More parts of a kind are told in one line. */
const MOST_LINES = 5;

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
  options: ReadOptions,
  use: (data: OpenData) => Promise<T>,
): Promise<T> {
  checkMetricsFile(files, options.output);
  return withSources(files, options, async (opened) => {
    const data = await openData(opened, options);
    for (const line of describeReading(data.dataSet.parts)) options.log.info(line);
    return use(data);
  });
}

/** Where the metrics come from: a line a part, or a line for many of a kind. */
function describeReading(parts: readonly DataPart[]): readonly string[] {
  const byReason = Map.groupBy(parts, ({ reason }) => reason);
  return [...byReason].flatMap(([reason, alike]) => {
    const what = reason === null ? 'reading stored metrics' : `computing metrics live: ${reason}`;
    const names = alike.map(({ instrument, source }) => {
      return `${escapeControls(basename(source.repository.name))}, ${printable(instrument)}`;
    });
    if (names.length <= MOST_LINES) return names.map((name) => `${name}: ${what}`);
    return [`${formatCounted(names.length, 'part')}, such as ${names[0]}: ${what}`];
  });
}

async function openData(opened: OpenSources, { configuration, log }: ReadOptions): Promise<OpenData> {
  const { sources } = opened;
  try {
    return { ...opened, dataSet: await openDataSet(sources, configuration, log) };
  } catch (error) {
    if (!isBadInput(error) || sources.length === 1) throw error;
    const broken = await findBroken(sources, configuration, log);
    const whole = sources.filter(({ path }) => !broken.some((failure) => failure.path === path));
    if (broken.length === 0 || whole.length === 0) throw error;
    logFailures(broken, log);
    const dataSet = await openDataSet(whole, configuration, log);
    return { sources: whole, failures: [...opened.failures, ...broken], dataSet };
  }
}

function openDataSet(sources: readonly OpenSource[], configuration: Configuration, log: Log): Promise<DataSet> {
  return DataSet.open(
    sources.map(({ repository }) => ({ repository, metrics: repository })),
    { settings: configuration, batchSize: configuration.batchSize, onWarning: (message) => log.warn(message) },
  );
}

/** Which sources cannot be looked into, such as a file that is cut short: found one by one, once one is known. */
async function findBroken(
  sources: readonly OpenSource[],
  configuration: Configuration,
  log: Log,
): Promise<readonly SourceFailure[]> {
  const failures: SourceFailure[] = [];
  for (const source of sources) {
    try {
      await openDataSet([source], configuration, log);
    } catch (error) {
      if (!isBadInput(error)) throw error;
      failures.push({ path: source.path, error });
    }
  }
  return failures;
}
