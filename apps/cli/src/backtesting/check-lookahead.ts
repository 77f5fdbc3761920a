import { type LookaheadFinding, spreadMoments, verifyLookahead } from '@orderflow/backtest';
import { type Configuration, OrderflowError, Random } from '@orderflow/core';
import type { CommandContext } from '../command-context.ts';
import { escapeControls } from '../output/printable.ts';
import { makeProgress } from '../output/progress.ts';
import { ProgressMeter } from '../output/progress-meter.ts';
import type { BacktestSetup } from './open-market.ts';

/** How often and with which random numbers the future is scrambled. */
export interface LookaheadChoice {
  readonly moments: number;
  readonly seed: number;
}

/** A finding, and the maker model that was played. */
export interface ModelFinding extends LookaheadFinding {
  readonly makerModel: string;
}

/** Looks for look-ahead at moments that are spread over the data, with progress; null where the user wanted to stop. */
export async function checkLookahead(
  { market, strategy, assumptions, options, name, features }: BacktestSetup,
  { moments: count, seed }: LookaheadChoice,
  { logFrequency }: Pick<Configuration, 'logFrequency'>,
  { log, stderr, signal, now }: CommandContext,
): Promise<readonly ModelFinding[] | null> {
  const moments = await spreadMoments(market, count);
  if (moments.length === 0)
    throw new OrderflowError('empty-range', 'all events share one time: there is no future to scramble');
  const progress = makeProgress({ stream: stderr, log, logFrequency });
  const label = `look-ahead of ${escapeControls(name)}`;
  const meter = new ProgressMeter([1], now).begin(1);
  const findings: ModelFinding[] = [];
  try {
    for (const [index, makerModel] of options.makerModels.entries()) {
      const found = await verifyLookahead(market, strategy.make, {
        ...options,
        ...{ makerModel, moments, features, gapSeconds: assumptions.gapSeconds, signal },
        random: makeRandom(seed),
        onProgress: (played, total) => {
          const [rows, totalRows] = [index * total + played, options.makerModels.length * total];
          progress.update({ label, rows, totalRows, ...meter.update(rows, totalRows) });
        },
      });
      findings.push(...found.map((finding) => ({ ...finding, makerModel: makerModel.name })));
      if (signal.aborted) return null;
    }
    return findings;
  } finally {
    progress.clear();
  }
}

function makeRandom(seed: number): () => number {
  const random = new Random(seed);
  return () => random.unit();
}
