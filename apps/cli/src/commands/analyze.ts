import { STRATEGY_NAMES } from '@orderflow/strategies';
import { type Command, InvalidArgumentError } from 'commander';
import { analysisAsJson, formatAnalysis } from '../analysis/analysis-summary.ts';
import { findStrategy, runStrategy } from '../analysis/run-strategy.ts';
import { warnOfUnreadThresholds } from '../analysis/warn-of-unread.ts';
import { withDataSet } from '../analysis/with-data-set.ts';
import type { CommandContext, Finish } from '../command-context.ts';
import { addSettingFlags } from '../configuration/setting-flags.ts';
import type { CommandOutcome } from '../exit-code.ts';
import { writeJson } from '../output/json.ts';
import { findDataFiles } from '../sources/data-files.ts';
import {
  addMetricsFileOption,
  addSourceArguments,
  pathOption,
  readSettings,
  readSourceRequest,
  type SourceOptions,
} from './command-options.ts';

interface Options extends SourceOptions {
  readonly strategy: string;
  readonly maxAlerts: number;
  readonly json?: true;
}

const EXAMPLES = `
Stored metrics are read where they are current and of the same settings; else they are computed on the way.

Examples:
  orderflow analyze BTC-USDT-2025-07-01.db
  orderflow analyze BTC-USDT 2025-07-01 2025-07-02 --data captures --alert-obi-level 0.8
  orderflow analyze capture.db --strategy ./my-strategy.ts --json`;

/** Adds `orderflow analyze`. */
export function addAnalyzeCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = addSourceArguments(program.command('analyze').description('sum up metrics and raise alerts'));
  addAlertLimit(addStrategyOption(addMetricsFileOption(command)))
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (words: string[], _options: Options, self: Command) => {
      finish(await analyzeCommand(words, self.optsWithGlobals(), context));
    });
  addSettingFlags(command, ['metrics', 'cvd', 'strategy', 'alerts', 'reading', 'progress']);
}

/** Gives `command` the choice of a strategy. */
export function addStrategyOption(command: Command): Command {
  const names = STRATEGY_NAMES.join(', ');
  return command.option('--strategy <name|file>', `${names}, or a file such as ./my-strategy.ts`, 'default');
}

/** Gives `command` the number of alerts that it prints. */
export function addAlertLimit(command: Command): Command {
  return command.option('--max-alerts <n>', 'alerts to print', wholeNumber, 20);
}

async function analyzeCommand(
  words: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<CommandOutcome> {
  const configuration = readSettings(options, context);
  const request = readSourceRequest(words, options, context);
  const strategy = await findStrategy(options.strategy, configuration, context);
  const reading = { configuration, request, output: pathOption(options.output, context), log: context.log };
  return withDataSet(await findDataFiles(request.paths), reading, async ({ dataSet, failures }) => {
    const report = await runStrategy(dataSet, { configuration, request, strategy }, context);
    if (report === null) return stopped(context);
    if (options.json) writeJson(context.stdout, analysisAsJson(report));
    else context.stdout.write(`${formatAnalysis(report, options.maxAlerts, context.palette())}\n`);
    warnOfUnreadThresholds(strategy, options, context.log);
    return failures.length > 0 ? 'bad-input' : 'done';
  });
}

function stopped({ log }: CommandContext): CommandOutcome {
  log.warn('stopped; there is nothing to show');
  return 'interrupted';
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It must be a whole number.');
}
