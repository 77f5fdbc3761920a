import { ENGINE_VERSION, runResultOf, runRowsOf, type SimulationResult } from '@orderflow/backtest';
import type { JsonObject, NewRun, ProblemCount, RunData, RunInputs } from '@orderflow/core';
import { assumptionFiguresOf } from '../backtesting/assumption-figures.ts';
import type { BacktestSetup } from '../backtesting/open-market.ts';
import type { TradingStrategy } from '../backtesting/trading-strategy.ts';
import { resultHashOf, runIdOf } from './run-hash.ts';

/** A run that has ended, to be stored. */
export interface PlayedRun {
  readonly setup: BacktestSetup;
  readonly results: readonly SimulationResult[];
  /** Hash of what was played. */
  readonly dataHash: string;
  /** When it ended, epoch milliseconds. */
  readonly endedAt: number;
  /** Whether orders, fills, round trips and equity are stored too. */
  readonly withRows: boolean;
}

/** What the results of a run hang on; `strategy` stands for the one of the setup. */
export function runInputsOf(
  setup: Pick<BacktestSetup, 'name' | 'assumptions' | 'options'>,
  { parameters, code }: Pick<TradingStrategy, 'parameters' | 'code'>,
  dataHash: string,
): RunInputs {
  return {
    strategy: setup.name,
    parameters,
    assumptions: assumptionFiguresOf(setup) as unknown as JsonObject,
    dataHash,
    engine: ENGINE_VERSION,
    strategyCode: code,
  };
}

/** A run as it is stored. */
export function newRunOf({ setup, results, dataHash, endedAt, withRows }: PlayedRun): NewRun {
  const inputs = runInputsOf(setup, setup.strategy, dataHash);
  return {
    id: runIdOf(inputs),
    resultHash: resultHashOf(results),
    createdAt: endedAt,
    inputs,
    data: runDataOf(setup, results),
    results: results.map(runResultOf),
    rows: withRows ? results.map(runRowsOf) : null,
  };
}

/** What was played, in figures. */
export function runDataOf({ market }: Pick<BacktestSetup, 'market'>, [first]: readonly SimulationResult[]): RunData {
  const { period, books, trades } = first!;
  const problems = market.skipped;
  const counts = { books, trades, skippedBooks: rowsOf(problems, 'book'), skippedTrades: rowsOf(problems, 'trades') };
  return { instruments: market.instruments, ...period, ...counts, problems };
}

function rowsOf(problems: readonly ProblemCount[], asked: ProblemCount['table']): number {
  return problems.reduce((sum, { table, rows }) => sum + (table === asked ? rows : 0), 0);
}
