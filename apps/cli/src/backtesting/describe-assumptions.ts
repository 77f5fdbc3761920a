import { formatDuration } from '@orderflow/core';
import { formatCounted, formatNumber } from '../output/numbers.ts';
import { escapeControls, printable } from '../output/printable.ts';
import type { AssumptionFigures } from './assumption-figures.ts';
import type { InferredRules } from './inferred-rules.ts';

/** What a simulation took for granted, in words, one assumption each. */
export function describeAssumptions(figures: AssumptionFigures, inferred: InferredRules): readonly string[] {
  const { latency, fees, initialCash, sampleMs, rules } = figures;
  const canShort = Object.values(rules).every((rule) => rule.canShort);
  return [
    describeLatency(latency),
    describeFees(fees.makerFeeBps, fees.takerFeeBps),
    stepsOf(rules, 'tickSize', 'tick', inferred.tick),
    stepsOf(rules, 'lotSize', 'lot', inferred.lot),
    `linear contracts of ${ruleText(rules, ({ contractSize }) => formatNumber(contractSize))}`,
    ...(Object.keys(rules).length > 1 ? ['one quote currency: the PnL of all instruments is added up'] : []),
    `positions ${ruleText(rules, positionText)}, ${canShort ? 'long and short' : 'long alone'}`,
    `${formatNumber(initialCash)} to begin with`,
    `equity every ${formatDuration(sampleMs)}`,
    'own orders move no price and nobody reacts to them',
  ];
}

function describeFees(maker: number, taker: number): string {
  const [makers, takers] = [maker, taker].map((bps) => `${formatNumber(Math.abs(bps))} bps`);
  const [ofMakers, ofTakers] = [maker, taker].map((bps) => (bps < 0 ? 'rebate' : 'fee'));
  if (ofMakers === ofTakers) return `${ofMakers}s of ${makers} for makers and ${takers} for takers`;
  return `a ${ofMakers} of ${makers} for makers and a ${ofTakers} of ${takers} for takers`;
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

type Rules = AssumptionFigures['rules'];
type Rule = Rules[string];

function stepsOf(rules: Rules, key: 'tickSize' | 'lotSize', noun: string, inferred: readonly string[]): string {
  const known = Object.keys(rules).filter((name) => !inferred.includes(name));
  const isInferred = known.length === 0;
  const text = ruleText(rules, (rule, name) => {
    const step = rule[key] === 0 ? 'none' : formatNumber(rule[key]);
    return isInferred || known.includes(name) || rule[key] === 0 ? step : `${step}${SHOWN}`;
  });
  if (text === 'none') return `no ${noun}`;
  return `a ${noun} of ${text}${isInferred ? SHOWN : ''}`;
}

const SHOWN = ' as the data show it';

/** One for all instruments where they are the same, else each with its name. */
function ruleText(rules: Rules, textOf: (rule: Rule, name: string) => string): string {
  const texts = Object.entries(rules).map(([name, rule]) => [name, textOf(rule, name)] as const);
  if (new Set(texts.map(([, text]) => text)).size === 1) return texts[0]![1];
  return texts.map(([name, text]) => `${text} on ${printable(name)}`).join(', ');
}

function positionText({ maxPosition }: Rule): string {
  return maxPosition === null ? 'of any size' : `up to ${formatNumber(maxPosition)}`;
}
