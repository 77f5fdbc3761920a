import { resolve } from 'node:path';
import { type Configuration, type DataSet, OrderflowError, type Strategy, type StrategyReport } from '@orderflow/core';
import { makeStrategy, STRATEGY_NAMES } from '@orderflow/strategies';
import type { CommandContext } from '../command-context.ts';
import { didYouMean } from '../output/did-you-mean.ts';
import { escapeControls, printable } from '../output/printable.ts';
import { makeProgress } from '../output/progress.ts';
import { ProgressMeter } from '../output/progress-meter.ts';
import type { SourceRequest } from '../sources/source-arguments.ts';
import { FileStrategy } from '../strategies/file-strategy.ts';
import { namesStrategyFile } from '../strategies/strategy-name.ts';

/** What is looked at, and how. */
export interface AnalysisOptions {
  readonly configuration: Configuration;
  readonly request: SourceRequest;
  readonly strategy: Strategy;
}

/**
 * The strategy that `--strategy` names: a shipped one, or a file, which runs in a process of its own.
 * @throws OrderflowError `bad-argument` for a name that nobody knows, `bad-strategy` for a file that cannot be used.
 */
export async function findStrategy(
  name: string,
  configuration: Configuration,
  { cwd }: CommandContext,
): Promise<Strategy> {
  if (namesStrategyFile(name)) return FileStrategy.load(resolve(cwd, name), configuration);
  if (STRATEGY_NAMES.includes(name)) return makeStrategy(name, configuration);
  throw new OrderflowError(
    'bad-argument',
    `unknown strategy '${printable(name)}'${didYouMean(name, STRATEGY_NAMES)}: choose one of ${STRATEGY_NAMES.join(', ')}, or name a file such as ./my-strategy.ts`,
  );
}

/** Runs a strategy over a data set, with progress; null where the user wanted to stop. */
export async function runStrategy(
  dataSet: DataSet,
  { configuration, request, strategy }: AnalysisOptions,
  context: CommandContext,
): Promise<StrategyReport | null> {
  const { log, signal } = context;
  const { instrument, range } = request;
  const progress = makeProgress({ stream: context.stderr, log, logFrequency: configuration.logFrequency });
  const label = `strategy ${escapeControls(strategy.name)}`;
  const meter = new ProgressMeter([1], context.now).begin(1);
  try {
    const report = await dataSet.runStrategy(strategy, {
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
