import { OrderflowError } from '@orderflow/core';
import type { z } from 'zod';
import { didYouMean } from '../output/did-you-mean.ts';
import { printable } from '../output/printable.ts';
import { CONFIGURATION_KEYS, type PartialConfiguration, partialConfigurationSchema } from './configuration-schema.ts';

/** Whoever gives something else for a configuration need not be told of every word in it. */
const MOST_LINES = 10;

/**
 * Settings from outside, checked. `nameOf` turns a key such as `alerts.obiLevel` into what the user wrote.
 * @throws OrderflowError `bad-configuration` with a line for every wrong key, up to ten.
 */
export function validateSettings(settings: unknown, nameOf: (key: string) => string): PartialConfiguration {
  const result = partialConfigurationSchema.safeParse(settings, { reportInput: true });
  if (result.success) return result.data;
  throw new OrderflowError('bad-configuration', linesOf(result.error, nameOf), { cause: result.error });
}

function linesOf({ issues }: z.ZodError, nameOf: (key: string) => string): readonly string[] {
  const wrong = issues.flatMap<Wrong>((issue) => (issue.code === 'unrecognized_keys' ? keysOf(issue) : [issue]));
  const lines = wrong.slice(0, MOST_LINES).map((one) => describe(one, nameOf));
  return wrong.length > lines.length ? [...lines, `and ${wrong.length - lines.length} more`] : lines;
}

/** One thing that is wrong. */
type Wrong = z.core.$ZodIssue | UnknownKey;

/** The keys of an issue that no setting has, each as one of its own. */
function keysOf({ path, keys }: z.core.$ZodIssueUnrecognizedKeys): readonly UnknownKey[] {
  const parent = path.map(String).join('.');
  return keys.map((name) => ({ name, key: parent === '' ? name : `${parent}.${name}` }));
}

interface UnknownKey {
  readonly name: string;
  readonly key: string;
}

function describe(wrong: Wrong, nameOf: (key: string) => string): string {
  if (!('code' in wrong)) return describeUnknown(wrong, nameOf);
  // Of a pair the whole is named.
  const key = wrong.path.filter((part) => typeof part === 'string').join('.');
  return `${nameOf(key)} must be ${describeWish(wrong)}, not ${describeValue(wrong.input)}`;
}

function describeUnknown({ name, key }: UnknownKey, nameOf: (key: string) => string): string {
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

/** JSON has no word for infinity. */
function describeValue(value: unknown): string {
  return printable(typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value)));
}
