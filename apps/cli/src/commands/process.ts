import { type Configuration, OrderflowError } from '@orderflow/core';
import type { Command } from 'commander';
import type { CommandContext, Finish } from '../command-context.ts';
import { addSettingFlags } from '../configuration/setting-flags.ts';
import type { CommandOutcome } from '../exit-code.ts';
import { writeJson } from '../output/json.ts';
import type { ProcessOptions } from '../processing/process-files.ts';
import { processRequest, wasStopped } from '../processing/process-request.ts';
import { processedAsJson } from '../processing/processing-summary.ts';
import {
  addSourceArguments,
  pathOption,
  readSettings,
  readSourceRequest,
  type SourceOptions,
} from './command-options.ts';

/** The options of `process`, which `run` takes too. */
export interface ProcessFlags extends SourceOptions {
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
    .action(async (words: string[], _options: ProcessFlags, self: Command) => {
      finish(await processCommand(words, self.optsWithGlobals(), context));
    });
  addSettingFlags(command, ['metrics', 'threads', 'reading', 'storage', 'progress']);
}

/** Gives `command` the options of writing metrics, `run` and `process` alike. */
export function addWritingOptions(command: Command): Command {
  return command
    .option('-o, --output <file>', 'write the metrics to this file; the source is opened read-only')
    .option('-f, --force', 'compute everything anew, whatever is stored')
    .option('--strict', 'stop at the first bad row')
    .option(
      '-y, --yes',
      'allow --durability fast, or a journal that is off or in memory, on a file that holds the only copy of its data',
    );
}

/** How files are to be processed, from the options of `process` and `run`. */
export function processOptions(options: ProcessFlags, context: CommandContext): ProcessOptions {
  const configuration = readSettings(options, context);
  const output = pathOption(options.output, context);
  const risk = riskOf(configuration);
  if (risk !== null && output === undefined && options.yes !== true) {
    throw new OrderflowError(
      'bad-argument',
      `${risk} can destroy a file when the run is killed: add --output FILE to keep the data apart, or --yes if they have a copy`,
    );
  }
  return {
    configuration,
    force: options.force === true,
    strict: options.strict === true,
    ...(output !== undefined && { output }),
  };
}

/** The setting that gives up the safety of the file, in words; null where none does. */
export function riskOf({ durability, journalMode }: Configuration): string | null {
  if (durability === 'fast') return 'durability fast';
  return journalMode === 'off' || journalMode === 'memory' ? `journal mode ${journalMode}` : null;
}

async function processCommand(
  words: readonly string[],
  options: ProcessFlags,
  context: CommandContext,
): Promise<CommandOutcome> {
  const settings = processOptions(options, context);
  const request = readSourceRequest(words, options, context);
  const processed = await processRequest(request, settings, options.json === true, context);
  if (options.json) writeJson(context.stdout, processedAsJson(processed));
  if (wasStopped(processed, context)) return 'interrupted';
  return processed.outcomes.some(({ kind }) => kind === 'failed') ? 'bad-input' : 'done';
}
