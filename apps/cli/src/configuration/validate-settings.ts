import { OrderflowError } from '@orderflow/core';
import type { z } from 'zod';
import { didYouMean } from '../output/did-you-mean.ts';
import { printable } from '../output/printable.ts';
import { CONFIGURATION_KEYS, type PartialConfiguration, partialConfigurationSchema } from './configuration-schema.ts';

/**
 * Settings from outside, checked. `nameOf` turns a key such as `alerts.obiLevel` into what the user wrote.
 * @throws OrderflowError `bad-configuration` with a line for every wrong key.
 */
export function validateSettings(settings: unknown, nameOf: (key: string) => string): PartialConfiguration {
  const result = partialConfigurationSchema.safeParse(settings, { reportInput: true });
  if (result.success) return result.data;
  const lines = result.error.issues.flatMap((issue) => describeIssue(issue, nameOf));
  throw new OrderflowError('bad-configuration', lines.join('\n'), { cause: result.error });
}

function describeIssue(issue: z.core.$ZodIssue, nameOf: (key: string) => string): readonly string[] {
  // Of a pair the whole is named.
  const key = issue.path.filter((part) => typeof part === 'string').join('.');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => describeUnknown(key, name, nameOf));
  return [`${nameOf(key)} must be ${describeWish(issue)}, not ${describeValue(issue.input)}`];
}

function describeUnknown(parent: string, name: string, nameOf: (key: string) => string): string {
  const key = parent === '' ? name : `${parent}.${name}`;
  const hint = didYouMean(key, CONFIGURATION_KEYS) || elsewhere(name);
  return `${nameOf(printable(key))} is no setting${hint || `; the settings are ${CONFIGURATION_KEYS.join(', ')}`}`;
}

/** A name that stands in the wrong place. */
function elsewhere(name: string): string {
  const key = CONFIGURATION_KEYS.find((known) => known.split('.').at(-1) === name);
  return key === undefined ? '' : ` (did you mean ${key}?)`;
}

function describeWish(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      if (issue.origin === 'array') return PAIR;
      return `${issue.inclusive ? 'at least' : 'above'} ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'array') return PAIR;
      return `${issue.inclusive ? 'at most' : 'below'} ${issue.maximum}`;
    case 'invalid_type':
      return TYPE_NAMES[issue.expected] ?? `a ${issue.expected}`;
    default:
      return 'another value';
  }
}

const PAIR = 'a pair of numbers (12x10, in a file [12, 10])';

const TYPE_NAMES: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  object: 'an object of settings',
  tuple: PAIR,
};

function describeValue(value: unknown): string {
  return printable(JSON.stringify(value) ?? String(value));
}
