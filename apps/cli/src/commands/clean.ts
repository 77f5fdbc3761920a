import { DEFAULT_CONFIGURATION, OrderflowError } from '@orderflow/core';
import type { FileDescription } from '@orderflow/sqlite-repo';
import type { Command } from 'commander';
import type { CommandContext, Finish } from '../command-context.ts';
import { type CommandOutcome, isBadInput } from '../exit-code.ts';
import { writeJson } from '../output/json.ts';
import { formatCounted } from '../output/numbers.ts';
import type { Palette } from '../output/palette.ts';
import { escapeControls } from '../output/printable.ts';
import { findDataFiles } from '../sources/data-files.ts';
import { loadSqlite } from '../sources/load-sqlite.ts';
import { openRepository } from '../sources/open-repository.ts';
import { statusOf } from '../sources/status-of.ts';
import { addFileArguments, readPaths, type SourceOptions } from './command-options.ts';

interface Options extends SourceOptions {
  readonly dryRun?: true;
  readonly json?: true;
}

/** What became of one file. */
interface Cleaned {
  readonly path: string;
  /** Names of the tables that were removed, or would be. */
  readonly tables: readonly string[];
  readonly error: OrderflowError | null;
}

const EXAMPLES = `
Removes the metrics and all tables named orderflow_*; books, trades, metrics of other tools and the journal mode stay
as they are. The space becomes free within the file. Nothing is asked: process computes it all again.

Examples:
  orderflow clean --dry-run BTC-USDT-2025-07-01.db
  orderflow clean captures/*.db`;

/** Adds `orderflow clean`. */
export function addCleanCommand(program: Command, context: CommandContext, finish: Finish): void {
  addFileArguments(program.command('clean').description('remove all tables that orderflow wrote'))
    .option('--dry-run', 'only say what would be removed')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], options: Options) => {
      finish(await cleanCommand(files, options, context));
    });
}

async function cleanCommand(
  words: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<CommandOutcome> {
  const files = (await Promise.all(readPaths(words, options, context).map(filesAt))).flat();
  const cleaned: Cleaned[] = [];
  for (const file of files) {
    const outcome = await tryClean(file, options.dryRun === true);
    if (outcome.error !== null && files.length === 1) throw outcome.error;
    if (outcome.error !== null) context.log.error(outcome.error.message, { file: outcome.path });
    else if (!options.json) context.stdout.write(describe(outcome, options, context.palette()));
    cleaned.push(outcome);
  }
  if (options.json) writeJson(context.stdout, { dryRun: options.dryRun === true, files: cleaned.map(asJson) });
  return cleaned.some(({ error }) => error !== null) ? 'bad-input' : 'done';
}

/** A folder stands for its files with data; whatever else was named is looked at later. */
async function filesAt(path: string): Promise<readonly string[]> {
  if (statusOf(path)?.isDirectory() !== true) return [path];
  return (await findDataFiles([path])).map((file) => file.path);
}

async function tryClean(path: string, dryRun: boolean): Promise<Cleaned> {
  try {
    return { path, tables: await clean(path, dryRun), error: null };
  } catch (error) {
    if (isBadInput(error)) return { path, tables: [], error };
    throw error;
  }
}

async function clean(path: string, dryRun: boolean): Promise<readonly string[]> {
  const { describeFile, fileKind } = await loadSqlite();
  if (fileKind(path) === 'metrics') {
    throw new OrderflowError(
      'source-schema',
      `${escapeControls(path)} holds nothing but metrics of another file: delete the file itself`,
    );
  }
  const repository = await openRepository(path, DEFAULT_CONFIGURATION, { write: !dryRun, output: undefined });
  try {
    const { kind } = await repository.tableExists();
    if (kind === 'foreign') return [];
    return dryRun ? ownTables(describeFile(path)) : await repository.clean();
  } finally {
    repository.close();
  }
}

function ownTables({ tables }: FileDescription): readonly string[] {
  return tables.map(({ name }) => name).filter((name) => name === 'metrics' || name.startsWith('orderflow_'));
}

function describe({ path, tables }: Cleaned, { dryRun }: Options, palette: Palette): string {
  const name = palette('strong', escapeControls(path));
  if (tables.length === 0) return `${name}\n  nothing of ours is in it\n`;
  const verb = dryRun ? 'would be removed' : 'removed';
  return `${name}\n  ${formatCounted(tables.length, 'table')} ${verb}: ${tables.map(escapeControls).join(', ')}\n`;
}

function asJson({ path, tables, error }: Cleaned): unknown {
  return { path, tables, ...(error !== null && { error: { code: error.code, message: error.message } }) };
}
