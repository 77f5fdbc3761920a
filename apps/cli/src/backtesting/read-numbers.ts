import { OrderflowError } from '@orderflow/core';
import { printable } from '../output/printable.ts';

/**
 * A flag's number.
 * @throws OrderflowError `bad-argument`.
 */
export function readNumber(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new OrderflowError('bad-argument', `--${flag} is '${printable(text)}'; give a number`);
}

/**
 * A flag's number above 0.
 * @throws OrderflowError `bad-argument`.
 */
export function readPositive(flag: string, text: string): number {
  const value = readNumber(flag, text);
  if (value > 0) return value;
  throw new OrderflowError('bad-argument', `--${flag} is ${value}; give a number above 0`);
}

/**
 * A flag's numbers between commas, as many as there are names.
 * @throws OrderflowError `bad-argument`.
 */
export function readNumbers<Names extends readonly string[]>(
  flag: string,
  text: string,
  names: Names,
): { readonly [Index in keyof Names]: number } {
  const parts = text.split(',');
  if (parts.length !== names.length) {
    throw new OrderflowError('bad-argument', `--${flag} is '${printable(text)}'; write ${names.join(',')}`);
  }
  return parts.map((part) => readNumber(flag, part)) as { readonly [Index in keyof Names]: number };
}
