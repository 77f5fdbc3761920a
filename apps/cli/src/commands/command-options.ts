import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Configuration, OrderflowError } from '@orderflow/core';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { loadConfiguration } from '../configuration/load-configuration.ts';
import { parseSourceArguments, type SourceRequest } from '../sources/source-arguments.ts';

/** The options of every command that reads data. */
export interface SourceOptions {
  readonly data?: readonly string[];
  readonly output?: string;
}

const SOURCES_IN_FOLDERS = '[options] [INSTRUMENT [START [END]]] --data DIR|FILE...';
const SOURCES_AS_FILES = '[options] FILE... [INSTRUMENT [START [END]]]';

/** Gives `command` the arguments that say what to read, the same everywhere. */
export function addSourceArguments(command: Command): Command {
  const named = command
    .usage(`${SOURCES_IN_FOLDERS}\n       orderflow ${command.name()} ${SOURCES_AS_FILES}`)
    .argument(
      '[words...]',
      'files, an instrument and UTC dates; END is exclusive; a word that names a path is a source',
    );
  return addDataOption(named);
}

/** Gives `command` files or folders as words, or with `--data` as everywhere. */
export function addFileArguments(command: Command): Command {
  return addDataOption(command.argument('[files...]', 'SQLite files, or folders of them'));
}

/**
 * The absolute paths that words and `--data` name.
 * @throws OrderflowError `bad-argument` where there is none.
 */
export function readPaths(words: readonly string[], { data = [] }: SourceOptions, { cwd }: CommandContext): string[] {
  const paths = [...data, ...words].map((path) => resolve(cwd, path));
  if (paths.length > 0) return [...new Set(paths)];
  throw new OrderflowError('bad-argument', 'no data named: give a file, or a folder with --data');
}

function addDataOption(command: Command): Command {
  return command.option(
    '-d, --data <path>',
    'a file, or a folder of *.db, *.sqlite, *.sqlite3 files; repeatable',
    collect,
  );
}

/** What the words and `--data` ask for. */
export function readSourceRequest(
  words: readonly string[],
  options: SourceOptions,
  context: CommandContext,
): SourceRequest {
  return parseSourceArguments(words, options.data ?? [], { cwd: context.cwd, exists: existsSync });
}

/** The settings of a command; `--log-level debug` shows them. */
export function readSettings(options: object, { cwd, log }: CommandContext): Configuration {
  const configuration = loadConfiguration({ ...options }, cwd);
  log.debug(`settings: ${JSON.stringify(configuration)}`);
  return configuration;
}

/** An option's path, absolute. */
export function pathOption(path: string | undefined, context: CommandContext): string | undefined {
  return path === undefined ? undefined : resolve(context.cwd, path);
}

/** Collects a repeatable option. */
export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

/** Gives `command` the option that says where the metrics of its source are kept. */
export function addMetricsFileOption(command: Command): Command {
  return command.option('-o, --output <file>', 'the file that `process --output` wrote the metrics of this source to');
}
