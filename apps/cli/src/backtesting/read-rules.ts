import type { InstrumentRules } from '@orderflow/backtest';
import { OrderflowError } from '@orderflow/core';
import { didYouMean } from '../output/did-you-mean.ts';
import { printable } from '../output/printable.ts';
import type { BacktestFlags } from './backtest-flags.ts';
import type { InferredRules } from './inferred-rules.ts';
import { readNumber, readPositive } from './read-numbers.ts';

/** A step of prices or sizes; null for what the data show. */
type Step = number | null;

/** The rules of a market as they are asked for. */
export type AskedRules = Omit<InstrumentRules, 'tickSize' | 'lotSize'> & {
  readonly tickSize: Step;
  readonly lotSize: Step;
};

/** The rules of all markets, and of some alone. */
export interface RuleChoices {
  readonly rules: AskedRules;
  /** What differs from them, by instrument. */
  readonly instrumentRules: ReadonlyMap<string, Partial<AskedRules>>;
}

/**
 * Reads the rules of markets from the command line: `0.5` for all, `BTC-USDT=0.5` for one.
 * @throws OrderflowError `bad-argument`, naming the flag.
 */
export function readRules(flags: BacktestFlags): RuleChoices {
  const choices = {
    tickSize: readChoice('tick', flags.tick, null, readStep),
    lotSize: readChoice('lot', flags.lot, null, readStep),
    contractSize: readChoice('contract-size', flags.contractSize, 1, readPositive),
    maxPosition: readChoice('max-position', flags.maxPosition, Number.POSITIVE_INFINITY, readPositive),
  };
  const { tickSize, lotSize, contractSize, maxPosition } = choices;
  const instrumentRules = new Map<string, Partial<AskedRules>>();
  for (const [rule, { each }] of Object.entries(choices)) {
    for (const [name, value] of each) instrumentRules.set(name, { ...instrumentRules.get(name), [rule]: value });
  }
  const all = { tickSize: tickSize.all, lotSize: lotSize.all, contractSize: contractSize.all };
  return { rules: { ...all, maxPosition: maxPosition.all, canShort: flags.spot !== true }, instrumentRules };
}

/** The rules that are asked for, by the instruments that are played. */
export function rulesByInstrument(
  { rules, instrumentRules }: RuleChoices,
  instruments: readonly string[],
): readonly (readonly [instrument: string, rules: AskedRules])[] {
  return instruments.map((name) => [name, { ...rules, ...instrumentRules.get(name) }]);
}

/** The instruments whose steps are those that the data show. */
export function inferredRules(choices: RuleChoices, instruments: readonly string[]): InferredRules {
  const asked = rulesByInstrument(choices, instruments);
  const namesOf = (rule: 'tickSize' | 'lotSize') =>
    asked.filter(([, rules]) => rules[rule] === null).map(([name]) => name);
  return { tick: namesOf('tickSize'), lot: namesOf('lotSize') };
}

/** @throws OrderflowError `bad-argument` for the rules of an instrument that is not played. */
export function checkRuleNames({ instrumentRules }: RuleChoices, instruments: readonly string[]): void {
  for (const name of instrumentRules.keys()) {
    if (instruments.includes(name)) continue;
    throw new OrderflowError(
      'bad-argument',
      `a rule such as --contract-size is given for ${printable(name)}${didYouMean(name, instruments)}, which is not played; what is played is ${instruments.map(printable).join(', ')}`,
    );
  }
}

interface Choice<Value> {
  readonly all: Value;
  readonly each: ReadonlyMap<string, Value>;
}

function readChoice<Value>(
  flag: string,
  words: string | readonly string[] = [],
  standard: Value,
  read: (flag: string, text: string) => Value,
): Choice<Value> {
  const given = new Map<string, Value>();
  for (const word of typeof words === 'string' ? [words] : words) {
    const end = word.lastIndexOf('=');
    const name = word.slice(0, Math.max(0, end));
    if (end === 0) throw new OrderflowError('bad-argument', `--${flag} is '${printable(word)}'; write INSTRUMENT=SIZE`);
    const label = name === '' ? flag : `${flag} ${printable(name)}`;
    if (given.has(name)) throw new OrderflowError('bad-argument', `--${label} stands twice`);
    given.set(name, read(label, word.slice(end + 1)));
  }
  const all = given.has('') ? given.get('')! : standard;
  given.delete('');
  return { all, each: given };
}

function readStep(flag: string, text: string): Step {
  if (text === 'auto') return null;
  const step = readNumber(flag, text);
  if (step >= 0) return step;
  throw new OrderflowError('bad-argument', `--${flag} is ${step}; give a number above 0, 0 for none, or auto`);
}
