import { type Alert, printable } from '@orderflow/core';
import { withTrueMinus } from './wording.ts';

/** A hyphen that stands before a number and not within a name or date. */
const MINUS_SIGN = /(?<![\w.])-(?=\d)/g;
const ENDS_WITH_TIME = / at \d{4}-\d\d-\d\d [\d:.]+ UTC\.$/;

/**
 * What happened, with a capital letter, without the instrument and the time that stand beside it in a list:
 * `OBI stayed at or below −0.6 for 5 s and was −0.7123`. Messages of strategies that word them otherwise stay whole.
 */
export function describeAlert({ instrument, message }: Pick<Alert, 'instrument' | 'message'>): string {
  const prefix = [instrument, printable(instrument)].find((name) => message.startsWith(`${name}: `));
  const text = prefix === undefined ? message : message.slice(prefix.length + 2);
  const what = text.replace(ENDS_WITH_TIME, '').replace(MINUS_SIGN, withTrueMinus);
  return what.charAt(0).toUpperCase() + what.slice(1);
}
