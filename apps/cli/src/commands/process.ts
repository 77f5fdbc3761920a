import { OrderflowError } from '@orderflow/core';
import type { Command } from 'commander';
import type { CommandContext, Finish } from '../command-context.ts';
import { commandToGoOn } from '../command-line.ts';
import { loadConfiguration } from '../configuration/load-configuration.ts';
import { addSettingFlags } from '../configuration/setting-flags.ts';
import type { CommandOutcome } from '../exit-code.ts';
import { writeJson } from '../output/json.ts';
import { type FileOutcome, type ProcessOptions, processFiles } from '../processing/process-files.ts';
import { formatOutcome, formatTotal, outcomesAsJson } from '../processing/processing-summary.ts';
import { findDataFiles } from '../sources/data-files.ts';
import { selectFiles } from '../sources/select-files.ts';
import { addSourceArguments, pathOption, readSourceRequest, type SourceOptions } from './command-options.ts';

interface Options extends SourceOptions {
  readonly force?: true;
  readonly strict?: true;
  readonly yes?: true;
  readonly json?: true;
}

const EXAMPLES = `
An instrument and dates choose the files; a file is always processed whole. Running again adds only what is new.

Examples:
  orderflow process BTC-USDT-2025-07-01.db
  orderflow process capture.db --depth 10 --output capture-depth-10.db
  orderflow process BTC-USDT 2025-07-01 2025-08-01 --data captures
  orderflow process capture.db --trade-matching exact --force`;

/** Adds `orderflow process`. */
export function addProcessCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = addSourceArguments(program.command('process').description('compute metrics and store them'));
  addWritingOptions(command)
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (words: string[], _options: Options, self: Command) => {
      finish(await processCommand(words, self.optsWithGlobals(), context));
    });
  addSettingFlags(command, ['metrics', 'reading', 'storage', 'progress']);
}

/** Gives `command` the options of writing metrics, `run` and `process` alike. */
export function addWritingOptions(command: Command): Command {
  return command
    .option('-o, --output <file>', 'write the metrics to this file; the source is opened read-only')
    .option('-f, --force', 'compute everything anew, whatever is stored')
    .option('--strict', 'stop at the first bad row')
    .option('-y, --yes', 'allow --durability fast on a file that holds the only copy of its data');
}

/** How files are to be processed, from the options of `process` and `run`. */
export function processOptions(options: Options, context: CommandContext): ProcessOptions {
  const configuration = loadConfiguration({ ...options }, context.cwd);
  const output = pathOption(options.output, context);
  if (configuration.durability === 'fast' && output === undefined && options.yes !== true) {
    throw new OrderflowError(
      'bad-argument',
      'durability fast can destroy a file when the machine stops: add --output FILE to keep the data apart, or --yes if they have a copy',
    );
  }
  return {
    configuration,
    force: options.force === true,
    strict: options.strict === true,
    ...(output !== undefined && { output }),
  };
}

async function processCommand(
  words: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<CommandOutcome> {
  const settings = processOptions(options, context);
  const request = readSourceRequest(words, options, context);
  const files = await selectFiles(await findDataFiles(request.paths), request, settings.configuration);
  if (settings.output !== undefined && files.length > 1) {
    throw new OrderflowError(
      'bad-argument',
      `--output takes the metrics of one file, and these are ${files.length}: process them one by one`,
    );
  }
  const startedAt = context.now();
  const print = options.json ? () => undefined : printTo(context);
  const outcomes = await processFiles(files, settings, context, (outcome) =>
    print(formatOutcome(outcome, context.palette())),
  );
  const seconds = (context.now() - startedAt) / 1000;
  if (options.json) writeJson(context.stdout, outcomesAsJson(outcomes, seconds));
  else print(formatTotal(outcomes, seconds, context.palette()));
  return concludeProcessing(outcomes, files.length, context);
}

/** How the processing of so many files ended; says how to go on where it was stopped. */
export function concludeProcessing(
  outcomes: readonly FileOutcome[],
  files: number,
  context: CommandContext,
): CommandOutcome {
  const last = outcomes.at(-1);
  const stopped = outcomes.length < files || (last?.kind === 'processed' && last.result.kind === 'interrupted');
  if (stopped) {
    const command = commandToGoOn(context.parameters, context.environment);
    context.log.warn(`stopped; all that was done is stored. Go on with: ${command}`, { command });
    return 'interrupted';
  }
  return outcomes.some(({ kind }) => kind === 'failed') ? 'bad-input' : 'done';
}

function printTo({ stdout }: CommandContext): (text: string) => void {
  return (text) => {
    if (text !== '') stdout.write(`${text}\n`);
  };
}
