import { basename, resolve } from 'node:path';
import { type Configuration, DataSet, type Strategy, type StrategyReport } from '@orderflow/core';
import { makeStrategy } from '@orderflow/strategies';
import type { CommandContext } from '../command-context.ts';
import { escapeControls, printable } from '../output/printable.ts';
import { makeProgress } from '../output/progress.ts';
import { ProgressMeter } from '../output/progress-meter.ts';
import type { OpenSource } from '../sources/open-sources.ts';
import type { SourceRequest } from '../sources/source-arguments.ts';
import { loadStrategyFile } from '../strategy-file.ts';

const STRATEGY_FILE = /[/\\]|\.[cm]?[jt]s$/;

/** What is looked at, and how. */
export interface AnalysisOptions {
  readonly configuration: Configuration;
  readonly request: SourceRequest;
  /** The name of a shipped strategy, or a path. */
  readonly strategy: string;
}

/** Opens a data set over open files and says which of its metrics are computed live. */
export async function openDataSet(
  sources: readonly OpenSource[],
  configuration: Configuration,
  { log }: CommandContext,
): Promise<DataSet> {
  const dataSet = await DataSet.open(
    sources.map(({ repository }) => ({ repository, metrics: repository })),
    { settings: configuration, batchSize: configuration.batchSize, onWarning: (message) => log.warn(message) },
  );
  for (const { instrument, source, reason } of dataSet.parts) {
    const name = `${escapeControls(basename(source.repository.name))}, ${printable(instrument)}`;
    log.info(reason === null ? `${name}: reading stored metrics` : `${name}: computing metrics live: ${reason}`);
  }
  return dataSet;
}

/** Runs the strategy over the data set, with progress. */
export async function analyzeDataSet(
  dataSet: DataSet,
  { configuration, request, strategy }: AnalysisOptions,
  context: CommandContext,
): Promise<StrategyReport> {
  const chosen = await findStrategy(strategy, configuration, context);
  const { instrument, range } = request;
  const progress = makeProgress({ stream: context.stderr, log: context.log, logFrequency: configuration.logFrequency });
  const meter = new ProgressMeter([1], context.now);
  meter.begin(1);
  try {
    return await dataSet.runStrategy(chosen, {
      ...(instrument !== undefined && { instrument }),
      ...(range !== undefined && { range }),
      cvdReset: configuration.cvdReset,
      signal: context.signal,
      onProgress: ({ rows, totalRows }) =>
        progress.update({
          label: `strategy ${escapeControls(chosen.name)}`,
          rows,
          totalRows,
          ...meter.update(rows, totalRows),
        }),
    });
  } finally {
    progress.clear();
  }
}

async function findStrategy(name: string, configuration: Configuration, { cwd }: CommandContext): Promise<Strategy> {
  if (STRATEGY_FILE.test(name)) return loadStrategyFile(resolve(cwd, name), configuration);
  return makeStrategy(name, configuration);
}
