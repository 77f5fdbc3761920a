import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { MemoryRunsRepository, OrderflowError, type RunsRepository } from '@orderflow/core';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { pathOption } from '../commands/command-options.ts';
import { isBadInput } from '../exit-code.ts';
import { escapeControls } from '../output/printable.ts';
import { loadSqlite } from '../sources/load-sqlite.ts';
import { UnkeptRuns } from './unkept-runs.ts';

/** The file of runs unless another is named: no name of a database, so that no folder takes it for data. */
const RUNS_FILE = 'orderflow.runs';

/** Where runs are kept, as it stands on the command line. */
export interface RunsFlags {
  /** False where none shall be kept. */
  readonly runs?: string | false;
}

/** A place for runs, open. */
export interface OpenRuns {
  readonly repository: RunsRepository;
  /** The name of its file; null where runs go nowhere. */
  readonly file: string | null;
  readonly close: () => void;
}

/** Gives `command` the file of runs. */
export function addRunsOption(command: Command): Command {
  return command.option(
    '--runs <file>',
    `the file that runs are kept in (default: ${RUNS_FILE} in the working folder)`,
  );
}

/**
 * Opens the file of runs to store some in, makes it where it is not there, hands it to `use` and closes it. Where nobody
 * named one and none can be written, runs go nowhere, with a warning; those of the working folder count as trials even so.
 * @throws OrderflowError as opening the file that was named does.
 */
export async function withRunsToStore<Result>(
  flags: RunsFlags,
  context: CommandContext,
  use: (runs: OpenRuns) => Promise<Result>,
): Promise<Result> {
  const runs = await openRunsToStore(flags, context);
  try {
    return await use(runs);
  } finally {
    runs.close();
  }
}

/**
 * Opens the file of runs to read.
 * @throws OrderflowError `source-unreadable` where there is none yet, and as opening it does.
 */
export async function openRunsToRead(flags: RunsFlags, context: CommandContext): Promise<OpenRuns> {
  const path = runsPathOf(flags, context);
  if (!existsSync(path)) throw new OrderflowError('source-unreadable', noRunsYet(path));
  const { SQLiteRunsRepository } = await loadSqlite();
  const repository = SQLiteRunsRepository.open(path);
  return { repository, file: shown(path, context), close: () => repository.close() };
}

/** What to say of a file of runs that is not there. */
export function noRunsYet(path: string): string {
  const advice = '`orderflow backtest` and `orderflow sweep` make one; --runs FILE names another';
  return `${escapeControls(path)}: there are no runs yet: ${advice}`;
}

async function openRunsToStore({ runs }: RunsFlags, context: CommandContext): Promise<OpenRuns> {
  if (runs === false) return openUnkept(context);
  const { SQLiteRunsRepository } = await loadSqlite();
  const path = runsPathOf({ ...(runs !== undefined && { runs }) }, context);
  try {
    const repository = SQLiteRunsRepository.open(path, { write: true });
    return { repository, file: shown(path, context), close: () => repository.close() };
  } catch (error) {
    if (runs !== undefined || !isBadInput(error)) throw error;
    context.log.warn(`the run will not be stored: ${error.message} (--runs FILE names another file, --no-runs none)`);
    return openUnkept(context);
  }
}

/** A place for runs that are not stored: trials that are, in the working folder, count all the same. */
async function openUnkept(context: CommandContext): Promise<OpenRuns> {
  const path = runsPathOf({}, context);
  if (!existsSync(path)) {
    context.log.info(`${shown(path, context)} is not there: trials that were stored elsewhere are not counted`);
    return { repository: new MemoryRunsRepository(), file: null, close: () => undefined };
  }
  const { SQLiteRunsRepository } = await loadSqlite();
  try {
    const stored = SQLiteRunsRepository.open(path);
    return { repository: new UnkeptRuns(stored), file: null, close: () => stored.close() };
  } catch (error) {
    if (!isBadInput(error)) throw error;
    context.log.warn(`trials that were stored before are not counted: ${error.message}`);
    return { repository: new MemoryRunsRepository(), file: null, close: () => undefined };
  }
}

/** The file of runs: the named one, else that of the working folder. */
export function runsPathOf({ runs }: RunsFlags, context: CommandContext): string {
  return pathOption(runs === false ? undefined : runs, context) ?? pathOption(RUNS_FILE, context)!;
}

function shown(path: string, { cwd }: CommandContext): string {
  const short = relative(cwd, path);
  return escapeControls(short.startsWith('..') ? path : short);
}
