import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { generateMarket, OrderflowError } from '@orderflow/core';
import type { SourceWriterOutcome } from '@orderflow/sqlite-repo';
import type { Command } from 'commander';
import type { CommandContext, Finish } from '../command-context.ts';
import { addSettingFlags } from '../configuration/setting-flags.ts';
import type { CommandOutcome } from '../exit-code.ts';
import { addMarketFlags, type MarketFlags, marketOptions, nameFlag } from '../generating/market-flags.ts';
import { writeJson } from '../output/json.ts';
import { formatBytes, formatCounted, formatSeconds } from '../output/numbers.ts';
import { escapeControls } from '../output/printable.ts';
import { makeProgress } from '../output/progress.ts';
import { ProgressMeter } from '../output/progress-meter.ts';
import { loadSqlite } from '../sources/load-sqlite.ts';
import { shortNames } from '../sources/short-names.ts';
import { statusOf } from '../sources/status-of.ts';
import { pathOption, readSettings } from './command-options.ts';

interface Options extends MarketFlags {
  readonly out: string;
  readonly force?: true;
  readonly json?: true;
}

/** As many snapshots as core makes where nothing is said. */
const DEFAULT_SNAPSHOTS = 10_000;
const COMPANIONS = ['-wal', '-shm', '-journal'];

const EXAMPLES = `
Examples:
  orderflow generate --out sample/BTC-USDT.db --snapshots 20000 --seed 7
  orderflow generate --out two.db -i BTC-USDT -i ETH-USDT --gaps 3 --timestamp-format iso
  orderflow generate --out odd.db --oddities 0.01 --disorder 0.001 --level-style python`;

/** Adds `orderflow generate`. */
export function addGenerateCommand(program: Command, context: CommandContext, finish: Finish): void {
  const command = program
    .command('generate')
    .description('write seeded sample data that look like a market')
    .requiredOption('--out <file>', 'the file to write');
  addMarketFlags(command)
    .option('-f, --force', 'replace the file if it exists')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (_options: Options, self: Command) => {
      finish(await generateCommand(self.optsWithGlobals(), context));
    });
  addSettingFlags(command, ['progress']);
}

async function generateCommand(options: Options, context: CommandContext): Promise<CommandOutcome> {
  const startedAt = context.now();
  const { logFrequency } = readSettings(options, context);
  const out = pathOption(options.out, context) ?? options.out;
  if (statusOf(out)?.isDirectory()) {
    throw new OrderflowError('bad-argument', `${escapeControls(out)} is a folder: name a file in it`);
  }
  if (existsSync(out) && !options.force) {
    throw new OrderflowError(
      'bad-argument',
      `${escapeControls(out)} exists already: name another file, or add --force to replace it`,
    );
  }
  makeFolder(dirname(out));
  const outcome = await write(out, options, logFrequency, context);
  if (outcome.kind === 'aborted') {
    context.log.warn('stopped; no file was written');
    return 'interrupted';
  }
  const result = { path: out, snapshots: outcome.rows.book, trades: outcome.rows.trades, bytes: statSync(out).size };
  const seconds = (context.now() - startedAt) / 1000;
  if (options.json) writeJson(context.stdout, { ...result, seconds });
  else {
    const rows = `${formatCounted(result.snapshots, 'snapshot')} and ${formatCounted(result.trades, 'trade')}`;
    context.stdout.write(
      `${context.palette()('strong', escapeControls(out))}\n  ${rows}, ${formatBytes(result.bytes)}, in ${formatSeconds(seconds)}\n`,
    );
  }
  return 'done';
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw cannotMake(folder, error);
  }
}

function cannotMake(folder: string, cause: unknown): OrderflowError {
  const message = `the folder ${escapeControls(folder)} cannot be made: check the path and that you may write there`;
  return new OrderflowError('bad-argument', message, { cause });
}

/** Writes beside an existing file and takes its place at the end, so that nothing is lost on the way. */
async function write(
  out: string,
  options: Options,
  logFrequency: number,
  context: CommandContext,
): Promise<SourceWriterOutcome> {
  const { writeSourceFile } = await loadSqlite();
  const target = existsSync(out) ? `${out}.new` : out;
  if (target !== out) rmSync(target, { force: true });
  const totalRows = options.snapshots ?? DEFAULT_SNAPSHOTS;
  const label = shortNames([out])[0] ?? out;
  const meter = new ProgressMeter([totalRows], context.now).begin(totalRows);
  const progress = makeProgress({ stream: context.stderr, log: context.log, logFrequency });
  meter.update(0, totalRows);
  try {
    const outcome = await writeSourceFile(target, generateMarket(marketOptions(options)), {
      signal: context.signal,
      onProgress: ({ book }) => progress.update({ label, rows: book, totalRows, ...meter.update(book, totalRows) }),
    });
    if (target !== out && outcome.kind === 'written') replace(target, out);
    return outcome;
  } catch (error) {
    throw nameFlag(error);
  } finally {
    progress.clear();
  }
}

/** A write-ahead log of the old file would be played into the new one. */
function replace(target: string, out: string): void {
  for (const companion of COMPANIONS) rmSync(out + companion, { force: true });
  renameSync(target, out);
}
