import { availableParallelism } from 'node:os';
import { DataSetMarket, gridOf, ParsedMarket, randomPointsOf } from '@orderflow/backtest';
import { type Configuration, type DataSet, OrderflowError, Random, type TimeRange } from '@orderflow/core';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { withDataSet } from '../analysis/with-data-set.ts';
import { addBacktestFlags, type BacktestFlags } from '../backtesting/backtest-flags.ts';
import { tradingStrategies } from '../backtesting/find-trading-strategy.ts';
import { type BacktestSetup, openMarket, type SetupParts } from '../backtesting/open-market.ts';
import { readAssumptions } from '../backtesting/read-assumptions.ts';
import type { ColumnCache } from '../caching/column-cache.ts';
import type { KeptColumns } from '../caching/kept-columns.ts';
import { addCacheOptions, type CacheFlags, openCache } from '../caching/open-cache.ts';
import type { CommandContext, Finish } from '../command-context.ts';
import { addSettingFlags } from '../configuration/setting-flags.ts';
import type { CommandOutcome } from '../exit-code.ts';
import { writeJson } from '../output/json.ts';
import { escapeControls } from '../output/printable.ts';
import { makeProgress } from '../output/progress.ts';
import { ProgressMeter } from '../output/progress-meter.ts';
import { proseWidthOf } from '../output/wrap-words.ts';
import { addRunsOption, type OpenRuns, type RunsFlags, withRunsToStore } from '../runs/open-runs.ts';
import { findDataFiles } from '../sources/data-files.ts';
import { runApart } from '../strategies/run-apart.ts';
import { readAxes } from '../sweeping/read-axes.ts';
import { runSweep, type SweepPlan } from '../sweeping/run-sweep.ts';
import { type EndedTrials, sayStopped } from '../sweeping/say-stopped.ts';
import { sweepAsJson } from '../sweeping/sweep-json.ts';
import type { SweepOutcome } from '../sweeping/sweep-outcome.ts';
import type { Objective, SweepParts } from '../sweeping/sweep-stage.ts';
import { formatSweep } from '../sweeping/sweep-summary.ts';
import { TrialPool } from '../sweeping/trial-pool.ts';
import { addSourceArguments, readSettings, readSourceRequest, type SourceOptions } from './command-options.ts';

interface Options extends SourceOptions, BacktestFlags, RunsFlags, CacheFlags {
  readonly trials?: number;
  readonly seed: number;
  readonly walkForward?: number;
  readonly anchored?: true;
  readonly objective: Objective;
  readonly top: number;
  readonly json?: true;
}

const EXAMPLES = `
--param says what a parameter may be: size=0.01,0.02 these values, entryObi=0.3..0.9:0.1 these steps. All combinations
are tried, or --trials of them at random; a random search takes entryObi=0.3..0.9 without steps too.

Every trial is stored as a run as soon as it ends: a sweep that was stopped goes on where it was. Trials are judged by
the worst of their maker models.

Examples:
  orderflow sweep capture.db --strategy obi-taker --param entryObi=0.3..0.9:0.1 --param exitObi=0,0.1,0.2
  orderflow sweep capture.db --strategy ./my-strategy.ts --param speed=1..100 --trials 200 --seed 7 --cache parsed
  orderflow sweep BTC-USDT --data captures --strategy obi-market-maker --param obiSkew=0..1:0.25 --walk-forward 5`;

/** Adds `orderflow sweep`. */
export function addSweepCommand(program: Command, context: CommandContext, finish: Finish): void {
  const described = program.command('sweep').description('try many parameters of a strategy that trades');
  const command = addRunsOption(addCacheOptions(addBacktestFlags(addSourceArguments(described), 'cross')))
    .option('--no-runs', 'keep no run; trials that are kept count all the same')
    .option('--trials <n>', 'try so many combinations at random', positiveWhole)
    .option('--seed <n>', 'seed of the random search', wholeNumber, 1)
    .option(
      '--walk-forward <n>',
      'choose on one stretch of the data and prove on the next, so many times',
      positiveWhole,
    )
    .option('--anchored', 'choose on all that went before, with --walk-forward')
    .addOption(new Option('--objective <name>', 'what is best').choices(['sharpe', 'pnl']).default('sharpe'))
    .option('--top <n>', 'how many trials the table shows', positiveWhole, 10)
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (words: string[], { strategy }: Options, self: Command) => {
      finish((await runApart(strategy, context)) ?? (await sweepCommand(words, self.optsWithGlobals(), context)));
    });
  addSettingFlags(command, ['reading', 'threads', 'progress', 'strategy']);
}

async function sweepCommand(
  words: readonly string[],
  options: Options,
  context: CommandContext,
): Promise<CommandOutcome> {
  const configuration = readSettings(options, context);
  const request = readSourceRequest(words, options, context);
  const assumptions = readAssumptions({ ...options, param: [] }, context.cwd);
  context.clock?.watch(configuration.strategyTimeoutSeconds);
  const strategyWith = tradingStrategies(options.strategy, context);
  const { axes, points } = readPoints(options);
  // A parameter that cannot be is told before anything is played.
  for (const point of points) strategyWith(point);
  const cache = openCache(options, context);
  const reading = { configuration, request, output: undefined, log: context.log, isWithoutMetrics: true } as const;
  try {
    return await withDataSet(await findDataFiles(request.paths), reading, async ({ dataSet, sources, failures }) => {
      const strategy = strategyWith(points[0]!);
      const parts = { request, assumptions, strategy, ...cacheParts(cache, sources, configuration) };
      const work = await openWork(dataSet, parts, options);
      const plan = { axes, points, strategyWith, configuration, options };
      const outcome = await withRunsToStore(options, context, (runs) => sweep({ ...work, ...plan, runs }, context));
      if (outcome === null) return 'interrupted';
      if (options.json) writeJson(context.stdout, sweepAsJson(outcome));
      else
        context.stdout.write(
          `${formatSweep(outcome, options.top, { palette: context.palette(), width: proseWidthOf(context.stdout) })}\n`,
        );
      return failures.length > 0 ? 'bad-input' : 'done';
    });
  } finally {
    cache.close();
  }
}

function readPoints({ param, trials, seed }: Options): Pick<SweepPlan, 'axes' | 'points'> {
  const axes = readAxes(param ?? []);
  if (axes.length === 0)
    throw new OrderflowError('bad-argument', 'no --param named: say what to try, such as --param size=0.01,0.02');
  if (trials === undefined) return { axes, points: gridOf(axes) };
  const random = new Random(seed);
  return { axes, points: randomPointsOf(axes, trials, () => random.unit()) };
}

function cacheParts(
  columns: ColumnCache,
  sources: readonly { readonly path: string }[],
  { maxLevelBytes }: Configuration,
): Required<Pick<SetupParts, 'cache'>> {
  return { cache: { columns, paths: sources.map(({ path }) => path), maxLevelBytes } };
}

/** A market whose columns all threads can read. */
interface SweepMarket {
  readonly setup: BacktestSetup;
  readonly columns: KeptColumns;
  readonly marketOf: SweepParts['marketOf'];
}

async function openWork(dataSet: DataSet, parts: SetupParts, { cache }: Options): Promise<SweepMarket> {
  const setup = await openMarket(dataSet, parts);
  const { columns } = setup;
  if (columns === null) {
    const advice = cache === undefined ? 'name a folder to keep it in with --cache' : 'raise --cache-limit';
    throw new OrderflowError('bad-argument', `what is parsed is too much to keep for all trials: ${advice}`);
  }
  const { instruments } = setup.market;
  const marketOf = (range: TimeRange | null) => {
    if (range === null) return setup.market;
    const { originMs } = new DataSetMarket(dataSet, { instruments, range });
    return new ParsedMarket(columns.store, { range, originMs });
  };
  return { setup, columns, marketOf };
}

/** All that a sweep is made of. */
interface SweepWorkload extends SweepMarket, Pick<SweepPlan, 'axes' | 'points'>, Pick<SweepParts, 'strategyWith'> {
  readonly runs: OpenRuns;
  readonly configuration: Configuration;
  readonly options: Options;
}

async function sweep(work: SweepWorkload, context: CommandContext): Promise<SweepOutcome | null> {
  const { setup, axes, points, configuration, options } = work;
  const pool = openPool(work, context);
  const { log, stderr, now } = context;
  const progress = makeProgress({ stream: stderr, log, logFrequency: configuration.logFrequency });
  const meter = new ProgressMeter([1], now).begin(1);
  const label = `sweep of ${escapeControls(setup.name)}`;
  const { walkForward: folds, anchored = false, objective } = options;
  const walkForward = folds === undefined ? null : { folds, isAnchored: anchored };
  let ended: EndedTrials | null = null;
  const onDone = (done: number, total: number) => {
    ended = { done, total };
    progress.update({ label, rows: done, totalRows: total, ...meter.update(done, total) });
  };
  try {
    const plan = { axes, points, walkForward, span: spanOf(setup) };
    const outcome = await runSweep({ ...work, objective, pool, context }, plan, onDone);
    if (outcome === null) sayStopped(ended, work.runs, context);
    if (outcome !== null && pool.hasPlayed) warnOfUnread(work, log);
    return outcome;
  } finally {
    progress.clear();
    await pool.close();
  }
}

/** A parameter that changes nothing makes trials that are all the same. */
function warnOfUnread({ setup, axes }: SweepWorkload, log: CommandContext['log']): void {
  setup.strategy.reads?.warnOfUnread(
    axes.map(({ name }) => name),
    log,
  );
}

function openPool(
  { setup, columns, points, configuration, options }: SweepWorkload,
  context: CommandContext,
): TrialPool {
  const { threads, strategyTimeoutSeconds } = configuration;
  return new TrialPool(Math.min(threads ?? availableParallelism(), points.length), {
    ...{ flags: flagsOf(options), cwd: context.cwd, place: columns.place, rules: setup.options.rules },
    ...(context.clock !== null && { strategyTimeoutSeconds }),
  });
}

/** What readAssumptions reads: the other options need not be fit for another thread. */
function flagsOf(options: Options): BacktestFlags {
  const { strategy, makerModel, fees, latency, tick, lot, contractSize, maxPosition, spot } = options;
  const { cash, sampleSeconds, markoutSeconds, gapSeconds } = options;
  return {
    ...{
      strategy,
      makerModel,
      fees,
      latency,
      tick,
      lot,
      contractSize,
      cash,
      sampleSeconds,
      markoutSeconds,
      gapSeconds,
    },
    ...(maxPosition !== undefined && { maxPosition }),
    ...(spot !== undefined && { spot }),
  };
}

/** From the first event to the last, within the range that was asked for. */
function spanOf({ columns, range }: BacktestSetup): SweepPlan['span'] {
  const { originMs, chunks } = columns!.store;
  const [first, last] = [chunks[0]?.firstClock ?? 0, chunks.at(-1)?.lastClock ?? 0];
  const { start, end } = range ?? {};
  return {
    startTime: Math.max(originMs + first / 1e6, start?.timestamp ?? Number.NEGATIVE_INFINITY),
    endTime: Math.min(originMs + last / 1e6, end?.timestamp ?? Number.POSITIVE_INFINITY),
  };
}

function positiveWhole(text: string): number {
  const value = wholeNumber(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('It must be above 0.');
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It must be a whole number.');
}
