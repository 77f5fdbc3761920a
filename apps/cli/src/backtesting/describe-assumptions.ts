import { formatDuration } from '@orderflow/core';
import { formatCounted, formatNumber } from '../output/numbers.ts';
import { escapeControls, printable } from '../output/printable.ts';
import type { AssumptionFigures } from './assumption-figures.ts';

/** Which rules were read off the data. */
export interface InferredRules {
  readonly tick: boolean;
  readonly lot: boolean;
}

/** What a simulation took for granted, in words, one assumption each. */
export function describeAssumptions(figures: AssumptionFigures, inferred: InferredRules): readonly string[] {
  const { latency, fees, initialCash, sampleMs, rules } = figures;
  const [first] = Object.values(rules);
  const { contractSize = 1, maxPosition = null, canShort = true } = first ?? {};
  return [
    describeLatency(latency),
    `${feeText(fees.makerFeeBps)} for makers and ${feeText(fees.takerFeeBps)} for takers`,
    stepsOf(rules, 'tickSize', 'tick', inferred.tick),
    stepsOf(rules, 'lotSize', 'lot', inferred.lot),
    `linear contracts of ${formatNumber(contractSize)}`,
    ...(Object.keys(rules).length > 1 ? ['one quote currency: the PnL of all instruments is added up'] : []),
    positionsOf(maxPosition, canShort),
    `${formatNumber(initialCash)} to begin with`,
    `equity every ${formatDuration(sampleMs)}`,
    'own orders move no price and nobody reacts to them',
  ];
}

function feeText(bps: number): string {
  return `a ${bps < 0 ? 'rebate' : 'fee'} of ${formatNumber(Math.abs(bps))} bps`;
}

function describeLatency({ feedLatencyMs, orderLatencyMs, responseLatencyMs, file, orders }: Latency): string {
  const feed = `${formatNumber(Number(feedLatencyMs))} ms to hear`;
  if (typeof file === 'string') {
    return `${feed}, orders as the ${formatCounted(Number(orders), 'order')} of ${escapeControls(file)}`;
  }
  const [order, response] = [Number(orderLatencyMs), Number(responseLatencyMs)];
  if (Number(feedLatencyMs) === 0 && order === 0 && response === 0) return 'no latency';
  return `${feed}, ${formatNumber(order)} ms to order, ${formatNumber(response)} ms to be answered`;
}

type Latency = AssumptionFigures['latency'];

function stepsOf(
  rules: AssumptionFigures['rules'],
  key: 'tickSize' | 'lotSize',
  noun: string,
  isInferred: boolean,
): string {
  const steps = Object.entries(rules).map(([name, rule]) => [name, rule[key]] as const);
  const source = isInferred ? ' as the data show it' : '';
  const first = steps[0]?.[1] ?? 0;
  if (steps.every(([, step]) => step === first)) return `${stepOf(noun, first)}${first === 0 ? '' : source}`;
  const each = steps.map(([name, step]) => `${step === 0 ? 'none' : formatNumber(step)} on ${printable(name)}`);
  return `a ${noun} of ${each.join(', ')}${source}`;
}

function stepOf(noun: string, step: number): string {
  return step === 0 ? `no ${noun}` : `a ${noun} of ${formatNumber(step)}`;
}

function positionsOf(maxPosition: number | null, canShort: boolean): string {
  const size = maxPosition === null ? 'of any size' : `up to ${formatNumber(maxPosition)}`;
  return `positions ${size}, ${canShort ? 'long and short' : 'long alone'}`;
}
