import { resolve } from 'node:path';
import { OrderflowError } from '@orderflow/core';
import {
  codeVersionOf,
  makeTradingStrategy,
  parametersOf,
  type StrategyParameters,
  TRADING_STRATEGY_NAMES,
} from '@orderflow/strategies';
import type { CommandContext } from '../command-context.ts';
import { didYouMean } from '../output/did-you-mean.ts';
import { printable } from '../output/printable.ts';
import type { FileParameters } from '../strategies/file-parameters.ts';
import { hashStrategyFiles } from '../strategies/hash-strategy-files.ts';
import { ParameterReads } from '../strategies/parameter-reads.ts';
import { namesStrategyFile } from '../strategies/strategy-name.ts';
import { TradingStrategyFile } from '../strategies/trading-strategy-file.ts';
import { ALERT_STRATEGY, alertStrategy } from './alert-strategy.ts';
import type { TradingStrategy } from './trading-strategy.ts';

/** The shipped strategies that a backtest plays: those that trade, and the one whose alerts are traded. */
export const PLAYED_STRATEGY_NAMES: readonly string[] = [...TRADING_STRATEGY_NAMES, ALERT_STRATEGY];

/** What finding a strategy takes of its command. */
export interface StrategyContext extends Pick<CommandContext, 'cwd' | 'clock'> {
  /** Absent in a thread: its command has said what is doubtful about a file. */
  readonly log?: CommandContext['log'];
}

/**
 * The strategies that `--strategy` names: a shipped one, or a file, by their parameters.
 * @throws OrderflowError `bad-argument` for a name that nobody knows, and where it is called for a parameter of that kind;
 * `bad-strategy` for a file that cannot be used.
 */
export function tradingStrategies(
  name: string,
  { cwd, clock, log }: StrategyContext,
): (parameters: FileParameters) => TradingStrategy {
  if (namesStrategyFile(name)) {
    const path = resolve(cwd, name);
    const reads = new ParameterReads();
    const file = new TradingStrategyFile(path, { clock, reads, warn: (message) => log?.warn(message) });
    const code = hashStrategyFiles(path);
    return (parameters) => ({ code, parameters, reads, make: file.maker(parameters) });
  }
  if (name === ALERT_STRATEGY) return (parameters) => alertStrategy(numbersOf(name, parameters));
  if (!TRADING_STRATEGY_NAMES.includes(name)) throw unknownStrategy(name);
  return (parameters) => shippedStrategy(name, numbersOf(name, parameters));
}

/**
 * The strategy that `--strategy` and `--param` name.
 * @throws OrderflowError as `tradingStrategies` does.
 */
export function findTradingStrategy(
  name: string,
  parameters: FileParameters,
  context: StrategyContext,
): TradingStrategy {
  return tradingStrategies(name, context)(parameters);
}

function shippedStrategy(name: string, numbers: StrategyParameters): TradingStrategy {
  makeTradingStrategy(name, numbers);
  return {
    code: codeVersionOf(name),
    parameters: { ...parametersOf(name), ...numbers },
    reads: null,
    make: async () => makeTradingStrategy(name, numbers),
  };
}

function unknownStrategy(name: string): OrderflowError {
  const known = PLAYED_STRATEGY_NAMES.join(', ');
  return new OrderflowError(
    'bad-argument',
    `unknown strategy '${printable(name)}'${didYouMean(name, PLAYED_STRATEGY_NAMES)}: choose one of ${known}, or name a file such as ./my-strategy.ts`,
  );
}

function numbersOf(strategy: string, parameters: FileParameters): StrategyParameters {
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === 'number') continue;
    throw new OrderflowError('bad-argument', `--param ${name} is '${printable(value)}'; ${strategy} takes numbers`);
  }
  return parameters as StrategyParameters;
}
