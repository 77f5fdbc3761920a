import { parentPort, workerData } from 'node:worker_threads';
import { ParsedMarket, runBand, runResultOf } from '@orderflow/backtest';
import { OrderflowError } from '@orderflow/core';
import { tradingStrategies } from '../backtesting/find-trading-strategy.ts';
import { bandOptionsOf } from '../backtesting/open-market.ts';
import { readAssumptions } from '../backtesting/read-assumptions.ts';
import { openColumns } from '../caching/columns-file.ts';
import { columnsInMemory } from '../caching/kept-columns.ts';
import { runDataOf } from '../runs/new-run.ts';
import { resultHashOf } from '../runs/run-hash.ts';
import { CallbackClock } from '../strategies/callback-clock.ts';
import type { PlayedTrial, SweepWork, TrialAnswer, TrialTask } from './sweep-messages.ts';

const { flags, cwd, place, rules, strategyTimeoutSeconds } = workerData as SweepWork;
const assumptions = readAssumptions({ ...flags, param: [] }, cwd);
const clock = strategyTimeoutSeconds === undefined ? null : new CallbackClock();
clock?.watch(strategyTimeoutSeconds ?? null);
const strategyWith = tradingStrategies(flags.strategy, { cwd, clock });
const { store } =
  place.kind === 'file'
    ? openColumns(place.path, { key: null, verify: false })
    : columnsInMemory(place.head, place.chunks);

parentPort?.on('message', async (task: TrialTask) => parentPort?.postMessage(await answer(task)));

async function answer(task: TrialTask): Promise<TrialAnswer> {
  try {
    return { kind: 'played', ...(await play(task)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', message, code: error instanceof OrderflowError ? error.code : null };
  }
}

async function play({ parameters, range, originMs }: TrialTask): Promise<PlayedTrial> {
  const strategy = strategyWith(parameters);
  const query = { gapSeconds: assumptions.gapSeconds, originMs, ...(range !== null && { range }) };
  const { features = [] } = await strategy.make(new ParsedMarket(store, query));
  const market = new ParsedMarket(store, { ...query, features });
  const results = await runBand(market, () => strategy.make(market), bandOptionsOf(assumptions, rules));
  return {
    resultHash: resultHashOf(results),
    data: runDataOf({ market }, results),
    results: results.map(runResultOf),
    read: [...(strategy.reads?.names ?? [])],
  };
}
