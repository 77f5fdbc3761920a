import type { BpsRates, MakerModel } from '@orderflow/backtest';
import { OrderflowError } from '@orderflow/core';
import { printable } from '../output/printable.ts';
import type { FileParameters } from '../strategies/file-parameters.ts';
import type { BacktestFlags } from './backtest-flags.ts';
import { type LatencyChoice, readLatency } from './read-latency.ts';
import { readMakerModels } from './read-maker-models.ts';
import { readNumbers, readPositive } from './read-numbers.ts';
import { readParameters } from './read-parameters.ts';
import { type RuleChoices, readRules } from './read-rules.ts';

/** The assumptions of a simulation that hold for any market. */
export interface Assumptions extends RuleChoices {
  readonly parameters: FileParameters;
  readonly makerModels: readonly MakerModel[];
  readonly fees: BpsRates;
  readonly latency: LatencyChoice;
  readonly initialCash: number;
  readonly sampleMs: number;
  readonly markoutHorizonsMs: readonly number[];
  readonly gapSeconds: number;
}

/**
 * Reads the assumptions of a simulation from the command line.
 * @throws OrderflowError `bad-argument`, naming the flag.
 */
export function readAssumptions(flags: BacktestFlags, cwd: string): Assumptions {
  const [makerFeeBps, takerFeeBps] = readNumbers('fees', flags.fees, ['MAKER', 'TAKER'] as const);
  return {
    parameters: readParameters(flags.param ?? []),
    makerModels: readMakerModels(flags.makerModel),
    fees: { makerFeeBps, takerFeeBps },
    latency: readLatency(flags.latency, cwd),
    ...readRules(flags),
    initialCash: readPositive('cash', flags.cash),
    sampleMs: readMilliseconds('sample-seconds', flags.sampleSeconds),
    markoutHorizonsMs: readHorizons(flags.markoutSeconds),
    gapSeconds: readPositive('gap-seconds', flags.gapSeconds),
  };
}

function readMilliseconds(flag: string, text: string): number {
  const milliseconds = Math.round(1000 * readPositive(flag, text));
  if (milliseconds > 0) return milliseconds;
  throw new OrderflowError('bad-argument', `--${flag} is ${printable(text)}; give 0.001 or more`);
}

function readHorizons(text: string): readonly number[] {
  const horizons = text.split(',').map((part) => readMilliseconds('markout-seconds', part));
  const isRising = horizons.every((horizon, index) => index === 0 || horizon > horizons[index - 1]!);
  if (isRising) return horizons;
  throw new OrderflowError(
    'bad-argument',
    `--markout-seconds is '${printable(text)}'; let each be above the one before`,
  );
}
