import { type ParameterAxis, steppedValues } from '@orderflow/backtest';
import { OrderflowError } from '@orderflow/core';
import { printable } from '../output/printable.ts';

const PAIR = /^(?<name>[A-Za-z]\w*)=(?<values>.+)$/s;
const NUMBER = String.raw`-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?`;
const RANGE = new RegExp(`^(?<low>${NUMBER})\\.\\.(?<high>${NUMBER})(?::(?<step>${NUMBER}))?$`, 'i');

/**
 * The parameters of `--param`, each with what it may be: `name=1,2,3`, `name=0.1..0.9:0.1`, or `name=0.1..0.9` for any
 * number between.
 * @throws OrderflowError `bad-argument`, also where one is named twice.
 */
export function readAxes(texts: readonly string[]): readonly ParameterAxis[] {
  const axes = new Map<string, ParameterAxis>();
  for (const text of texts) {
    const { name, values } = PAIR.exec(text)?.groups ?? {};
    if (name === undefined || values === undefined) {
      throw new OrderflowError(
        'bad-argument',
        `--param is '${printable(text)}'; write NAME=VALUE,... or NAME=LOW..HIGH`,
      );
    }
    if (axes.has(name)) throw new OrderflowError('bad-argument', `--param ${name} stands twice`);
    axes.set(name, readAxis(name, values));
  }
  return [...axes.values()];
}

function readAxis(name: string, text: string): ParameterAxis {
  const { low, high, step } = RANGE.exec(text)?.groups ?? {};
  if (low === undefined || high === undefined) return { name, values: readList(text) };
  if (step !== undefined)
    return { name, values: named(name, () => steppedValues(Number(low), Number(high), Number(step))) };
  if (Number(low) < Number(high)) return { name, low: Number(low), high: Number(high) };
  throw new OrderflowError('bad-argument', `--param ${name} is from ${low} to ${high}; let the end be above the start`);
}

function readList(text: string): readonly (number | string)[] {
  const values = text.split(',').map((word) => {
    const number = Number(word);
    return word.trim() !== '' && Number.isFinite(number) ? number : word;
  });
  return [...new Set(values)];
}

function named<Value>(name: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof OrderflowError ? withName(name, error) : error;
  }
}

function withName(name: string, cause: OrderflowError): OrderflowError {
  return new OrderflowError(cause.code, `--param ${name}: ${cause.message}`, { cause });
}
