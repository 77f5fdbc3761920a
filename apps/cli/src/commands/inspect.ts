import type { OrderflowError } from '@orderflow/core';
import type { Command } from 'commander';
import type { CommandContext, Finish } from '../command-context.ts';
import { addSettingFlags } from '../configuration/setting-flags.ts';
import { type CommandOutcome, isBadInput } from '../exit-code.ts';
import { type FileInspection, type InspectOptions, inspectFile } from '../inspecting/inspect-file.ts';
import { formatInspection, inspectionAsJson } from '../inspecting/inspection-summary.ts';
import { writeJson } from '../output/json.ts';
import { makeProgress } from '../output/progress.ts';
import { ProgressMeter } from '../output/progress-meter.ts';
import { findDatabaseFiles } from '../sources/database-files.ts';
import { shortNames } from '../sources/short-names.ts';
import { addFileArguments, readPaths, readSettings, type SourceOptions } from './command-options.ts';

interface Options extends SourceOptions {
  readonly json?: true;
}

type Outcome = FileInspection | { readonly path: string; readonly error: OrderflowError };

const EXAMPLES = `
Reads every row and changes nothing. A folder stands for its databases.

Examples:
  orderflow inspect BTC-USDT-2025-07-01.db
  orderflow inspect captures --json`;

/** Adds `orderflow inspect`. */
export function addInspectCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = addFileArguments(
    program.command('inspect').description('say what is in a file, and what is wrong with it'),
  );
  command
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], _options: Options, self: Command) => {
      finish(await inspectCommand(files, self.optsWithGlobals(), context));
    });
  addSettingFlags(command, ['reading', 'progress']);
}

async function inspectCommand(
  words: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<CommandOutcome> {
  const configuration = readSettings(options, context);
  const files = findDatabaseFiles(readPaths(words, options, context));
  const names = shortNames(files.map(({ path }) => path));
  const meter = new ProgressMeter(
    files.map(({ bytes }) => bytes),
    context.now,
  );
  const { logFrequency } = configuration;
  const progress = makeProgress({ stream: context.stderr, log: context.log, logFrequency });
  const outcomes: Outcome[] = [];
  for (const [index, { path, bytes }] of files.entries()) {
    const file = meter.begin(bytes);
    const onProgress = (rows: number, totalRows: number) =>
      progress.update({ label: names[index]!, rows, totalRows, ...file.update(rows, totalRows) });
    const outcome = await tryInspect(path, { configuration, signal: context.signal, onProgress });
    progress.clear();
    file.end(0);
    if (context.signal.aborted) return stopped(context);
    if ('error' in outcome && files.length === 1) throw outcome.error;
    outcomes.push(outcome);
    if (!options.json) print(outcome, outcomes.length > 1, context);
  }
  if (options.json) writeJson(context.stdout, { files: outcomes.map(asJson) });
  return outcomes.some((outcome) => 'error' in outcome) ? 'bad-input' : 'done';
}

function stopped({ log }: CommandContext): CommandOutcome {
  log.warn('stopped; the last file was not looked through');
  return 'interrupted';
}

async function tryInspect(path: string, options: InspectOptions): Promise<Outcome> {
  try {
    return await inspectFile(path, options);
  } catch (error) {
    if (isBadInput(error)) return { path, error };
    throw error;
  }
}

function print(outcome: Outcome, isNext: boolean, { log, stdout, palette }: CommandContext): void {
  if ('error' in outcome) log.error(outcome.error.message, { file: outcome.path, code: outcome.error.code });
  else stdout.write(`${isNext ? '\n' : ''}${formatInspection(outcome, palette())}\n`);
}

function asJson(outcome: Outcome): unknown {
  if ('error' in outcome) {
    const { path, error } = outcome;
    return { path, error: { code: error.code, message: error.message } };
  }
  return inspectionAsJson(outcome);
}
