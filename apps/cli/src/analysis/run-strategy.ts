import { resolve } from 'node:path';
import type { Configuration, DataSet, Strategy, StrategyReport } from '@orderflow/core';
import { makeStrategy } from '@orderflow/strategies';
import type { CommandContext } from '../command-context.ts';
import { escapeControls } from '../output/printable.ts';
import { makeProgress } from '../output/progress.ts';
import { ProgressMeter } from '../output/progress-meter.ts';
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

/** Runs a strategy over a data set, with progress; null where the user wanted to stop. */
export async function runStrategy(
  dataSet: DataSet,
  { configuration, request, strategy }: AnalysisOptions,
  context: CommandContext,
): Promise<StrategyReport | null> {
  const { log, signal } = context;
  const chosen = await findStrategy(strategy, configuration, context);
  const { instrument, range } = request;
  const progress = makeProgress({ stream: context.stderr, log, logFrequency: configuration.logFrequency });
  const label = `strategy ${escapeControls(chosen.name)}`;
  const meter = new ProgressMeter([1], context.now).begin(1);
  try {
    const report = await dataSet.runStrategy(chosen, {
      ...(instrument !== undefined && { instrument }),
      ...(range !== undefined && { range }),
      cvdReset: configuration.cvdReset,
      signal,
      onProgress: ({ rows, totalRows }) =>
        progress.update({ label, rows, totalRows, ...meter.update(rows, totalRows) }),
    });
    return signal.aborted ? null : report;
  } finally {
    progress.clear();
  }
}

async function findStrategy(name: string, configuration: Configuration, { cwd }: CommandContext): Promise<Strategy> {
  if (STRATEGY_FILE.test(name)) return loadStrategyFile(resolve(cwd, name), configuration);
  return makeStrategy(name, configuration);
}
