import { HashedMarket, runBand, type SimulationResult } from '@orderflow/backtest';
import type { Configuration } from '@orderflow/core';
import type { CommandContext } from '../command-context.ts';
import { escapeControls } from '../output/printable.ts';
import { makeProgress } from '../output/progress.ts';
import { ProgressMeter } from '../output/progress-meter.ts';
import { dataHashOf, makeByteHash } from '../runs/run-hash.ts';
import type { BacktestSetup } from './open-market.ts';

/** What was played, and what came of it. */
export interface Played {
  readonly results: readonly SimulationResult[];
  readonly dataHash: string;
}

/** Plays a market under every maker model, with progress; null where the user wanted to stop. */
export async function runBacktest(
  { market, strategy, options, name, dataHash: knownHash }: BacktestSetup,
  { logFrequency }: Pick<Configuration, 'logFrequency'>,
  { log, stderr, signal, now }: CommandContext,
): Promise<Played | null> {
  const progress = makeProgress({ stream: stderr, log, logFrequency });
  const label = `backtest of ${escapeControls(name)}`;
  const meter = new ProgressMeter([1], now).begin(1);
  // The strategy is given the market itself: what it reads of it is not what was played.
  const hashed = new HashedMarket(market, makeByteHash);
  try {
    const results = await runBand(knownHash === null ? hashed : market, () => strategy.make(market), {
      ...options,
      signal,
      onProgress: ({ books, totalBooks }) =>
        progress.update({ label, rows: books, totalRows: totalBooks, ...meter.update(books, totalBooks) }),
    });
    if (signal.aborted) return null;
    return { results, dataHash: knownHash ?? dataHashOf(market.instruments, hashed.digests()) };
  } finally {
    progress.clear();
  }
}
