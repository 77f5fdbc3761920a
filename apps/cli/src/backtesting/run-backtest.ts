import { runBand, type SimulationResult } from '@orderflow/backtest';
import type { Configuration } from '@orderflow/core';
import type { CommandContext } from '../command-context.ts';
import { escapeControls } from '../output/printable.ts';
import { makeProgress } from '../output/progress.ts';
import { ProgressMeter } from '../output/progress-meter.ts';
import type { BacktestSetup } from './open-market.ts';

/** Plays a market under every maker model, with progress; null where the user wanted to stop. */
export async function runBacktest(
  { market, strategy, options, name }: BacktestSetup,
  { logFrequency }: Pick<Configuration, 'logFrequency'>,
  { log, stderr, signal, now }: CommandContext,
): Promise<readonly SimulationResult[] | null> {
  const progress = makeProgress({ stream: stderr, log, logFrequency });
  const label = `backtest of ${escapeControls(name)}`;
  const meter = new ProgressMeter([1], now).begin(1);
  try {
    const results = await runBand(market, strategy.make, {
      ...options,
      signal,
      onProgress: ({ books, totalBooks }) =>
        progress.update({ label, rows: books, totalRows: totalBooks, ...meter.update(books, totalBooks) }),
    });
    return signal.aborted ? null : results;
  } finally {
    progress.clear();
  }
}
