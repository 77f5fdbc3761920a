import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readSummary, type SimulationResult } from '@orderflow/backtest';
import { type Configuration, OrderflowError } from '@orderflow/core';
import type { Command } from 'commander';
import { withDataSet } from '../analysis/with-data-set.ts';
import { readAssumptionFigures } from '../backtesting/assumption-figures.ts';
import { addBacktestFlags, type BacktestFlags } from '../backtesting/backtest-flags.ts';
import { backtestAsJson, type PrintedRun } from '../backtesting/backtest-json.ts';
import { formatBacktest, type ShownRun } from '../backtesting/backtest-summary.ts';
import { fillRows } from '../backtesting/fill-rows.ts';
import { findTradingStrategy } from '../backtesting/find-trading-strategy.ts';
import { type BacktestSetup, openMarket, type SetupParts } from '../backtesting/open-market.ts';
import { readAssumptions } from '../backtesting/read-assumptions.ts';
import { inferredRules } from '../backtesting/read-rules.ts';
import { runBacktest } from '../backtesting/run-backtest.ts';
import type { ColumnCache } from '../caching/column-cache.ts';
import { addCacheOptions, type CacheFlags, openCache } from '../caching/open-cache.ts';
import type { CommandContext, Finish } from '../command-context.ts';
import { addSettingFlags } from '../configuration/setting-flags.ts';
import type { CommandOutcome } from '../exit-code.ts';
import { EXPORT_FORMATS, type ExportFormat, writeRows } from '../exporting/write-rows.ts';
import { formatCounted } from '../output/numbers.ts';
import { checkOutFile, writeOutFile } from '../output/out-file.ts';
import { escapeControls, printable } from '../output/printable.ts';
import { proseWidthOf } from '../output/wrap-words.ts';
import { keepRun } from '../runs/keep-run.ts';
import { newRunOf } from '../runs/new-run.ts';
import { addRunsOption, type RunsFlags, withRunsToStore } from '../runs/open-runs.ts';
import { findDataFiles } from '../sources/data-files.ts';
import { runApart } from '../strategies/run-apart.ts';
import {
  addSourceArguments,
  pathOption,
  readSettings,
  readSourceRequest,
  type SourceOptions,
} from './command-options.ts';

interface Options extends SourceOptions, BacktestFlags, RunsFlags, CacheFlags {
  readonly json?: true;
  readonly fills?: string;
}

const EXAMPLES = `
Between two snapshots only the trades are known, so that how an order that rests is filled is an assumption. Four are
played at once, from what snapshots prove (cross) to what can have been at most (touch); the span between their results
is luck in the queue.

A strategy file exports strategy: an object with onBook, onTrade, onFill, onOrder or onTimer, a class, or a function of
the parameters.

Examples:
  orderflow backtest BTC-USDT-2025-07-01.db --strategy obi-taker --param entryObi=0.8
  orderflow backtest BTC-USDT 2025-07-01 2025-07-02 --data captures --strategy obi-market-maker --fees=-0.5,4
  orderflow backtest capture.db --strategy ./my-strategy.ts --latency 5,20,5 --fills fills.csv
  orderflow backtest capture.db --strategy cvd-divergence --maker-model touch --json`;

/** Adds `orderflow backtest`. */
export function addBacktestCommand(program: Command, context: CommandContext, finish: Finish): void {
  const described = program
    .command('backtest')
    .description('play data to a strategy that trades, and add up its money');
  const command = addRunsOption(addCacheOptions(addBacktestFlags(addSourceArguments(described), 'band')))
    .option('--no-runs', 'keep no run; trials that are kept count all the same')
    .option('--fills <file>', 'write every fill, with what made it, to this .csv or .ndjson file')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (words: string[], { strategy }: Options, self: Command) => {
      finish((await runApart(strategy, context)) ?? (await backtestCommand(words, self.optsWithGlobals(), context)));
    });
  addSettingFlags(command, ['reading', 'progress', 'strategy']);
}

async function backtestCommand(
  words: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<CommandOutcome> {
  const configuration = readSettings(options, context);
  const request = readSourceRequest(words, options, context);
  const assumptions = readAssumptions(options, context.cwd);
  context.clock?.watch(configuration.strategyTimeoutSeconds);
  const strategy = findTradingStrategy(options.strategy, assumptions.parameters, context);
  const fills = readFillsFile(options.fills, context);
  const cache = options.cache === undefined ? null : openCache(options, context);
  try {
    return await playAndKeep({ request, assumptions, strategy, fills, cache, configuration, options }, context);
  } finally {
    cache?.close();
  }
}

/** What a backtest is made of, as the command line says. */
interface BacktestParts extends Omit<SetupParts, 'cache'> {
  readonly fills: FillsFile | null;
  /** Null where nothing is kept. */
  readonly cache: ColumnCache | null;
  readonly configuration: Configuration;
  readonly options: Options;
}

async function playAndKeep(
  { request, assumptions, strategy, fills, cache, configuration, options }: BacktestParts,
  context: CommandContext,
): Promise<CommandOutcome> {
  const reading = { configuration, request, output: undefined, log: context.log, isWithoutMetrics: true } as const;
  return withDataSet(await findDataFiles(request.paths), reading, async ({ dataSet, sources, failures }) => {
    const paths = sources.map(({ path }) => path);
    const kept = cache === null ? {} : { cache: { columns: cache, paths, maxLevelBytes: configuration.maxLevelBytes } };
    const setup = await openMarket(dataSet, { request, strategy, assumptions, ...kept });
    return withRunsToStore(options, context, async (runs) => {
      const played = await runBacktest(setup, configuration, context);
      if (played === null) return stopped(context);
      if (fills !== null) await writeFills(fills, played.results, context);
      const run = newRunOf({ setup, ...played, endedAt: context.now(), withRows: true });
      const deflations = await keepRun(run, runs, context);
      await print({ run, results: played.results, deflations }, setup, options, context);
      strategy.reads?.warnOfUnread(Object.keys(assumptions.parameters), context.log);
      return failures.length > 0 ? 'bad-input' : 'done';
    });
  });
}

async function print(
  printed: PrintedRun,
  setup: BacktestSetup,
  { json }: Options,
  { stdout, palette }: CommandContext,
): Promise<void> {
  if (json) return pipeline(Readable.from(backtestAsJson(printed)), stdout, { end: false });
  stdout.write(`${formatBacktest(shownRunOf(printed, setup), palette(), proseWidthOf(stdout))}\n`);
}

function shownRunOf({ run, deflations }: PrintedRun, { name, assumptions }: BacktestSetup): ShownRun {
  return {
    ...{ name, data: run.data, deflations, summaries: run.results.map(readSummary) },
    assumptions: readAssumptionFigures(run.inputs.assumptions),
    inferred: inferredRules(assumptions, run.data.instruments),
  };
}

/** Where fills go, and how they are written. */
interface FillsFile {
  readonly path: string;
  readonly format: ExportFormat;
}

function readFillsFile(name: string | undefined, context: CommandContext): FillsFile | null {
  const path = pathOption(name, context);
  if (path === undefined) return null;
  const format = EXPORT_FORMATS.find((ending) => path.endsWith(`.${ending}`));
  if (format === undefined) {
    throw new OrderflowError('bad-argument', `--fills is '${printable(path)}'; end its name in .csv or .ndjson`);
  }
  checkOutFile(path);
  return { path, format };
}

async function writeFills(
  { path, format }: FillsFile,
  results: readonly SimulationResult[],
  { log, signal }: CommandContext,
): Promise<void> {
  let rows = 0;
  await writeOutFile(path, async (stream) => {
    rows = await writeRows(fillRows(results), format, stream, signal);
    return !signal.aborted;
  });
  if (!signal.aborted) log.info(`${formatCounted(rows, 'fill')} written to ${escapeControls(path)}`);
}

function stopped({ log }: CommandContext): CommandOutcome {
  log.warn('stopped; there is nothing to show');
  return 'interrupted';
}
