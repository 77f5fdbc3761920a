import { type Deflation, deflationsOfAll, HashedMarket, type Market, type ParameterPoint } from '@orderflow/backtest';
import type { RunInputs, RunRecord, RunResult, TimeRange } from '@orderflow/core';
import type { BacktestSetup } from '../backtesting/open-market.ts';
import type { TradingStrategy } from '../backtesting/trading-strategy.ts';
import type { CommandContext } from '../command-context.ts';
import { formatCounted } from '../output/numbers.ts';
import { shortId } from '../runs/keep-run.ts';
import { runInputsOf } from '../runs/new-run.ts';
import type { OpenRuns } from '../runs/open-runs.ts';
import { dataHashOf, makeByteHash, runIdOf } from '../runs/run-hash.ts';
import type { PlayedTrial, TrialTask } from './sweep-messages.ts';
import { type TrialFailure, trialName } from './trial-failures.ts';
import type { TrialPool } from './trial-pool.ts';

/** What trials are chosen by. */
export type Objective = 'sharpe' | 'pnl';

/** A stretch of the data on which points are tried. */
export interface SweepStage {
  /** All of the data where null. */
  readonly range: TimeRange | null;
  readonly points: readonly ParameterPoint[];
}

/** A trial that was played, now or before. */
export interface Trial {
  readonly point: ParameterPoint;
  readonly run: RunRecord;
  /** What it is judged by: the worst over its maker models; null where one is not known. */
  readonly score: number | null;
  /** The number of the result with that score; of the first where there is none. */
  readonly judged: number;
}

/** What trials of a sweep share. */
export interface SweepParts {
  readonly setup: BacktestSetup;
  readonly strategyWith: (point: ParameterPoint) => Pick<TradingStrategy, 'parameters' | 'code'>;
  /** The market of a range. */
  readonly marketOf: (range: TimeRange | null) => Market;
  readonly objective: Objective;
  readonly pool: TrialPool;
  readonly runs: OpenRuns;
  readonly context: Pick<CommandContext, 'log' | 'signal' | 'now'>;
}

interface PlannedTrial extends TrialTask {
  readonly point: ParameterPoint;
  readonly stage: number;
  readonly place: number;
  readonly id: string;
  readonly inputs: RunInputs;
}

/**
 * Plays the points of all stages, but for those that are stored already; each is stored as it ends, so that a sweep that
 * dies goes on where it was. The trials of each stage in the order of its points; null where the user wanted to stop.
 */
export async function playStages(
  parts: SweepParts,
  stages: readonly SweepStage[],
  onDone: (done: number, total: number) => void,
): Promise<readonly (readonly Trial[])[] | null> {
  const planned = await planTrials(parts, stages);
  const trials: (Trial | undefined)[][] = stages.map(() => []);
  const waiting: PlannedTrial[] = [];
  for (const task of planned) {
    const [stored] = await parts.runs.repository.find(task.id);
    if (stored === undefined) waiting.push(task);
    else trials[task.stage]![task.place] = trialOf(parts, task.point, stored);
  }
  let done = planned.length - waiting.length;
  if (done > 0)
    parts.context.log.info(
      `${done} of ${formatCounted(planned.length, 'trial')} ${done === 1 ? 'is' : 'are'} stored already`,
    );
  const onPlayed = async (played: PlayedTrial, task: PlannedTrial) => {
    parts.setup.strategy.reads?.add(played.read);
    trials[task.stage]![task.place] = trialOf(parts, task.point, await keepTrial(parts, played, task));
    onDone(++done, planned.length);
  };
  const onFailed = (failure: TrialFailure) => waiting.length > 1 && warnOfFailure(failure, parts.context);
  const isWhole = await parts.pool.play(waiting, parts.context.signal, { onPlayed, onFailed });
  return isWhole ? (trials as Trial[][]) : null;
}

/** Who would mend the strategy need not wait for the end. */
function warnOfFailure({ task, message }: TrialFailure, { log }: Pick<CommandContext, 'log'>): void {
  log.warn(`a trial failed, and the others are played: ${message} (${trialName(task)})`);
}

/** What the number of trials on the same data does to each trial, under the maker model that it is judged by. */
export async function deflationsOfTrials(
  { runs }: SweepParts,
  trials: readonly Trial[],
): Promise<readonly Deflation[]> {
  const records = trials.map(({ run }) => run);
  const deflations = await deflationsOfAll(records, runs.repository);
  return trials.map(({ judged }, index) => deflations[index]![judged]!);
}

/** The best first; those without a score last, those of one score in the order of their points. */
export function rankTrials(trials: readonly Trial[]): readonly Trial[] {
  return trials.toSorted(
    (one, other) => (other.score ?? Number.NEGATIVE_INFINITY) - (one.score ?? Number.NEGATIVE_INFINITY) || 0,
  );
}

async function planTrials(parts: SweepParts, stages: readonly SweepStage[]): Promise<readonly PlannedTrial[]> {
  const planned: PlannedTrial[] = [];
  for (const [stage, { range, points }] of stages.entries()) {
    const market = parts.marketOf(range);
    const dataHash = await hashOf(parts, market, range);
    for (const [place, point] of points.entries()) {
      const inputs = runInputsOf(parts.setup, parts.strategyWith(point), dataHash);
      const task = { parameters: point, range: range ?? parts.setup.range, originMs: market.originMs };
      planned.push({ ...task, point, stage, place, inputs, id: runIdOf(inputs) });
    }
  }
  return planned;
}

async function hashOf({ setup }: SweepParts, market: Market, range: TimeRange | null): Promise<string> {
  if (range === null && setup.dataHash !== null) return setup.dataHash;
  const hashed = new HashedMarket(market, makeByteHash);
  for await (const _ of hashed.chunks());
  return dataHashOf(market.instruments, hashed.digests());
}

async function keepTrial(
  { runs, context }: SweepParts,
  { resultHash, data, results }: PlayedTrial,
  { id, inputs }: PlannedTrial,
): Promise<RunRecord> {
  const run = { id, resultHash, createdAt: context.now(), inputs, data, results };
  if ((await runs.repository.save({ ...run, rows: null })) === 'differs') {
    context.log.warn(`run ${shortId(id)} is stored with other results; this one is not`);
  }
  return { ...run, hasRows: false };
}

function trialOf({ objective }: SweepParts, point: ParameterPoint, run: RunRecord): Trial {
  const figures = run.results.map((result) => figureOf(result, objective));
  const known = figures.filter((figure) => figure !== null);
  const score = known.length === figures.length ? Math.min(...known) : null;
  return { point, run, score, judged: score === null ? 0 : figures.indexOf(score) };
}

function figureOf({ pnl, sharpePerPeriod }: RunResult, objective: Objective): number | null {
  return objective === 'pnl' ? pnl : sharpePerPeriod;
}
