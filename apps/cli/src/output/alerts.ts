import type { Alert } from '@orderflow/core';
import { capitalise, withTrueMinus } from './numbers.ts';

/** A hyphen that stands before a number and not within a name or date. */
const MINUS_SIGN = /(?<![\w.])-(?=\d)/g;
const ENDS_WITH_TIME = / at \d{4}-\d\d-\d\d [\d:.]+ UTC\.$/;

/** What happened, without the instrument and the time that stand in columns beside it. */
export function describeAlert({ instrument, message }: Alert): string {
  const prefix = `${instrument}: `;
  const text = message.startsWith(prefix) ? message.slice(prefix.length) : message;
  return capitalise(text.replace(ENDS_WITH_TIME, '').replace(MINUS_SIGN, withTrueMinus));
}
