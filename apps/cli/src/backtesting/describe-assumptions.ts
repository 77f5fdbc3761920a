import type { InstrumentRules } from '@orderflow/backtest';
import { formatDuration, formatNumber } from '../output/numbers.ts';
import { printable } from '../output/printable.ts';
import type { BacktestSetup } from './open-market.ts';

/** What a simulation took for granted, in words, one assumption each. */
export function describeAssumptions({ assumptions, options, market }: BacktestSetup): readonly string[] {
  const { latency, fees, initialCash, sampleMs, rules } = assumptions;
  return [
    latency.words,
    `fees of ${formatNumber(fees.makerFeeBps)} bps for makers and ${formatNumber(fees.takerFeeBps)} bps for takers`,
    stepsOf(options.rules, market.instruments, 'tickSize', 'tick', rules.tickSize === null),
    stepsOf(options.rules, market.instruments, 'lotSize', 'lot', rules.lotSize === null),
    ...(rules.contractSize === 1 ? [] : [`a contract is ${formatNumber(rules.contractSize)}`]),
    positionsOf(rules),
    `${formatNumber(initialCash)} to begin with`,
    `equity every ${formatDuration(sampleMs / 1000)}`,
    'own orders move no price and nobody reacts to them',
  ];
}

function stepsOf(
  rules: BacktestSetup['options']['rules'],
  instruments: readonly string[],
  key: 'tickSize' | 'lotSize',
  noun: string,
  isInferred: boolean,
): string {
  const steps = instruments.map((name) => rules[name]?.[key] ?? 0);
  const source = isInferred ? ' as the data show it' : '';
  const [first = 0] = steps;
  if (steps.every((step) => step === first)) return `${stepOf(noun, first)}${first === 0 ? '' : source}`;
  const each = instruments.map(
    (name, index) => `${steps[index] === 0 ? 'none' : formatNumber(steps[index]!)} on ${printable(name)}`,
  );
  return `a ${noun} of ${each.join(', ')}${source}`;
}

function stepOf(noun: string, step: number): string {
  return step === 0 ? `no ${noun}` : `a ${noun} of ${formatNumber(step)}`;
}

function positionsOf({ maxPosition, canShort }: Pick<InstrumentRules, 'maxPosition' | 'canShort'>): string {
  const size = maxPosition === Number.POSITIVE_INFINITY ? 'of any size' : `up to ${formatNumber(maxPosition)}`;
  return `positions ${size}, ${canShort ? 'long and short' : 'long alone'}`;
}
