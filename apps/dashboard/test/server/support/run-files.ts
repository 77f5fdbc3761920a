import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import {
  canonicalJson,
  DataSetMarket,
  inferRules,
  MAKER_MODELS,
  makeBpsFees,
  makeConstantLatency,
  NO_RULES,
  runBand,
  runResultOf,
  runRowsOf,
} from '@orderflow/backtest';
import { DataSet, DEFAULT_CONFIGURATION, type JsonObject, type NewRun, type RunRows } from '@orderflow/core';
import { SQLiteOrderflowRepository, SQLiteRunsRepository } from '@orderflow/sqlite-repo';
import { makeTradingStrategy, parametersOf } from '@orderflow/strategies';
import { START } from './sample-files.ts';

/** What to play. */
export interface PlayOptions {
  readonly strategy?: 'obi-market-maker' | 'obi-taker';
  readonly parameters?: Readonly<Record<string, number>>;
  readonly withRows?: boolean;
}

/** Plays a file as `orderflow backtest` does, with rules read off the data; the run is stored by `storeRuns`. */
export async function playRun(path: string, options: PlayOptions = {}): Promise<NewRun> {
  const { strategy = 'obi-market-maker', parameters: given = {}, withRows = true } = options;
  const repository = SQLiteOrderflowRepository.connect(path);
  try {
    const { batchSize, ...settings } = DEFAULT_CONFIGURATION;
    const market = new DataSetMarket(await DataSet.open([{ repository, metrics: null }], { settings, batchSize }), {
      features: ['obi'],
    });
    const shown = await inferRules(market);
    const rules = Object.fromEntries(Object.entries(shown).map(([name, rule]) => [name, { ...NO_RULES, ...rule }]));
    const figures = { makerModels: MAKER_MODELS.map(({ name }) => name), initialCash: 100_000, sampleMs: 1000 };
    const results = await runBand(market, () => makeTradingStrategy(strategy, given), {
      ...{ makerModels: MAKER_MODELS, rules, initialCash: 100_000, sampleMs: 1000 },
      fees: makeBpsFees({ makerFeeBps: -0.5, takerFeeBps: 5 }),
      latency: makeConstantLatency({ feedLatencyMs: 0, orderLatencyMs: 0, responseLatencyMs: 0 }),
    });
    const { period, books, trades } = results[0]!;
    const inputs = {
      strategy,
      parameters: { ...parametersOf(strategy), ...given } as JsonObject,
      assumptions: { ...figures, fees: { makerFeeBps: -0.5, takerFeeBps: 5 } },
      ...{ dataHash: hash(basename(path)), engine: '1', strategyCode: '1' },
    };
    return {
      id: hash(inputs),
      resultHash: hash(results.map(runResultOf)),
      createdAt: START,
      inputs,
      data: {
        ...{ instruments: market.instruments, ...period, books, trades },
        ...{ skippedBooks: rowsOf(market, 'book'), skippedTrades: rowsOf(market, 'trades'), problems: market.skipped },
      },
      results: results.map(runResultOf),
      rows: withRows ? results.map(runRowsOf).map(keepRows) : null,
    };
  } finally {
    repository.close();
  }
}

function rowsOf({ skipped }: DataSetMarket, table: 'book' | 'trades'): number {
  return skipped.reduce((sum, problem) => sum + (problem.table === table ? problem.rows : 0), 0);
}

/** Stores runs in a file in `folder`, one after another, and gives its path. */
export async function storeRuns(folder: string, runs: readonly NewRun[], name = 'orderflow.runs'): Promise<string> {
  const path = join(folder, name);
  const repository = SQLiteRunsRepository.open(path, { write: true });
  for (const run of runs) await repository.save(run);
  repository.close();
  return path;
}

/** Rows that can be stored more than once. */
function keepRows({ orders, fills, roundTrips, equity }: RunRows): RunRows {
  return { orders: [...orders], fills: [...fills], roundTrips: [...roundTrips], equity };
}

function hash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
