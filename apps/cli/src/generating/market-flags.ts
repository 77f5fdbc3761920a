import {
  type MarketLevelStyle,
  type MarketOptions,
  type MarketTimestampFormat,
  OrderflowError,
  parseTimestamp,
} from '@orderflow/core';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { collect } from '../commands/command-options.ts';
import { printable } from '../output/printable.ts';

/** The options of a market, as commander gives them. */
export type MarketFlags = Omit<MarketOptions, 'instruments'> & { readonly instrument?: readonly string[] };

const FORMATS: readonly MarketTimestampFormat[] = ['s', 'ms', 'us', 'ns', 'iso', 'mixed'];
const STYLES: readonly MarketLevelStyle[] = ['numbers', 'strings', 'python'];

/** Gives `command` a flag for every option of a market; core checks their bounds. */
export function addMarketFlags(command: Command): Command {
  return addRowFlags(addTradingFlags(command));
}

function addTradingFlags(command: Command): Command {
  return command
    .option('-n, --snapshots <n>', 'book rows of all instruments together (default: 10000)', number)
    .option('-l, --levels <n>', 'levels a side (default: 25)', number)
    .option('-s, --seed <n>', 'the same seed gives the same file (default: 1)', number)
    .option('-i, --instrument <name>', 'an instrument; repeatable (default: BTC-USDT)', collect)
    .option('--interval-ms <n>', 'mean time between two snapshots of an instrument (default: 100)', number)
    .option('--jitter <share>', 'how far an interval strays from the mean (default: 0.1)', number)
    .option('--start <time>', 'when the market opens, UTC (default: 2025-07-01)', moment)
    .option('--trades-per-second <n>', 'mean number of trades of an instrument (default: 5)', number)
    .option('--gaps <n>', 'gaps without rows in each instrument (default: 0)', number)
    .option('--gap-seconds <n>', 'length of a gap (default: 60)', number);
}

function addRowFlags(command: Command): Command {
  const format = new Option('--timestamp-format <format>', 'how timestamps are written (default: ms)');
  const style = new Option('--level-style <style>', 'how levels are written (default: numbers)');
  return command
    .addOption(format.choices(FORMATS))
    .option('--timestamp-decimals <n>', 'decimals behind the unit (default: 3 for s and iso, else 0)', number)
    .addOption(style.choices(STYLES))
    .option('--disorder <share>', 'rows that arrive later than their time (default: 0)', number)
    .option('--oddities <share>', 'rows with something odd or unreadable (default: 0)', number)
    .option('--repeated-timestamps <share>', 'snapshots at the time of the one before (default: 0)', number);
}

/** The market that the flags describe. */
export function marketOptions(flags: MarketFlags): MarketOptions {
  const { seed, snapshots, levels, intervalMs, jitter, start, tradesPerSecond, gaps, gapSeconds } = flags;
  const { timestampFormat, timestampDecimals, levelStyle, disorder, oddities, repeatedTimestamps, instrument } = flags;
  const named = { seed, snapshots, levels, intervalMs, jitter, start, tradesPerSecond, gaps, gapSeconds };
  const written = { timestampFormat, timestampDecimals, levelStyle, disorder, oddities, repeatedTimestamps };
  const given = Object.entries({ ...named, ...written, instruments: instrument });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** The error of a market with the flag in the place of the option; any other error as it is. */
export function nameFlag(error: unknown): unknown {
  const option = error instanceof OrderflowError ? /^market option (\w+) is /.exec(error.message)?.[1] : undefined;
  if (!(error instanceof OrderflowError) || option === undefined) return error;
  const flag =
    option === 'instruments' ? '--instrument' : `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return new OrderflowError(error.code, error.message.replace(`market option ${option}`, flag), { cause: error });
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`It must be a number, not ${printable(text)}.`);
}

function moment(text: string): number {
  const parsed = parseTimestamp(text);
  if (parsed === null)
    throw new OrderflowError('bad-argument', `--start must be a UTC date or time, not ${printable(text)}`);
  return parsed.timestamp;
}
