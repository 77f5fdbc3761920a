import type { BacktestStrategy, CancellationSignal } from '@orderflow/core';
import type { MakerModel } from '../exchange/maker-model.ts';
import type { Market } from '../market/market.ts';
import type { BacktestOptions } from './backtest-options.ts';
import { Simulation } from './simulation.ts';
import type { SimulationResult } from './simulation-result.ts';

/** How far a run is. */
export interface BandProgress {
  readonly books: number;
  readonly totalBooks: number;
}

/** The assumptions of a band. */
export interface BandOptions extends Omit<BacktestOptions, 'makerModel' | 'instruments' | 'originMs'> {
  readonly makerModels: readonly MakerModel[];
  readonly onProgress?: (progress: BandProgress) => void;
  /** Ends the run early: results are those of what was played. */
  readonly signal?: CancellationSignal;
}

/**
 * Plays a market once to one strategy under several maker models, each with a strategy, ledger and money of its own:
 * `makeStrategy` is called for each, and given the market. The span of their results is what hangs on luck in the
 * queue. Results come in the order of the models.
 */
export async function runBand(
  market: Market,
  makeStrategy: (market: Market) => BacktestStrategy | Promise<BacktestStrategy>,
  { makerModels, onProgress, signal, ...options }: BandOptions,
): Promise<readonly SimulationResult[]> {
  const { instruments, originMs } = market;
  const simulations: Simulation[] = [];
  for (const makerModel of makerModels) {
    simulations.push(new Simulation(await makeStrategy(market), { ...options, instruments, originMs, makerModel }));
  }
  let books = 0;
  for await (const chunk of market.chunks()) {
    for (const simulation of simulations) simulation.run(chunk);
    books += chunk.books.count;
    onProgress?.({ books, totalBooks: Math.max(books, market.books) });
    if (signal?.aborted === true) break;
  }
  // How many there are was a guess where a part of the data was played.
  if (signal?.aborted !== true) onProgress?.({ books, totalBooks: books });
  return simulations.map((simulation) => simulation.finish());
}
