import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect, isDeepStrictEqual } from 'node:util';
import { type Configuration, DEFAULT_CONFIGURATION, OrderflowError } from '@orderflow/core';
import { Mutator, makeRandom, makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import { Command } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../src/configuration/load-configuration.ts';
import { addSettingFlags, SETTING_FLAGS } from '../../src/configuration/setting-flags.ts';
import { validateSettings } from '../../src/configuration/validate-settings.ts';
import { SettingsMutator } from './support/settings-mutator.ts';

const SETTINGS_TRIED = 100_000;
const FILES = 500;
const FLAGS = 4000;
const MOST_BYTES = 4096;
const MOST_MESSAGE = 8192;

const tally = makeTally('rubbish', 'configuration');
const folder = mkdtempSync(join(tmpdir(), 'orderflow-rubbish-'));
afterAll(() => rmSync(folder, { recursive: true }));
const bytesOf = (text: string) => Buffer.from(text);

type Check = (value: unknown) => boolean;
const isWhole =
  (most: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
const isNumber =
  (holds: (value: number) => boolean): Check =>
  (value) =>
    typeof value === 'number' && Number.isFinite(value) && holds(value);
const isNullOr =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const isOneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const isPositive = isNumber((value) => value > 0);
const isInches = isNumber((value) => value >= 3);

const ALERTS: Readonly<Record<string, Check>> = {
  obiLevel: isNullOr(isNumber((value) => value > 0 && value <= 1)),
  obiHoldSeconds: isNumber((value) => value >= 0),
  cvdChange: isNullOr(isPositive),
  cvdWindowSeconds: isPositive,
  spreadBps: isNullOr(isPositive),
  divergenceBps: isNullOr(isPositive),
  divergenceWindowSeconds: isPositive,
  rearmRatio: isNumber((value) => value >= 0 && value <= 1),
};

/** What each setting may be, written down again. */
const SETTINGS: Readonly<Record<string, Check>> = {
  depth: isNullOr(isWhole(Number.MAX_SAFE_INTEGER)),
  tradeMatching: isOneOf('window', 'exact'),
  maxLevelBytes: isWhole(2 ** 29),
  batchSize: isWhole(1e6),
  threads: isNullOr(isWhole(256)),
  logFrequency: isWhole(10_000),
  windowSeconds: isWhole(86_400),
  maxBars: isWhole(1e6),
  figureSize: (value) => Array.isArray(value) && value.length === 2 && value.every(isInches),
  durability: isOneOf('safe', 'fast'),
  journalMode: isNullOr(isOneOf('delete', 'truncate', 'persist', 'memory', 'wal', 'off')),
  synchronous: isOneOf('off', 'normal', 'full', 'extra'),
  cacheSize: isWhole(2 ** 24),
  cvdReset: isOneOf('none', 'day'),
  strategyTimeoutSeconds: isNullOr(isNumber((value) => value > 0 && value <= 1e6)),
  alerts: (value) => isObject(value) && hold(value, ALERTS),
};

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hold(settings: Readonly<Record<string, unknown>>, checks: Readonly<Record<string, Check>>): boolean {
  return Object.entries(settings).every(([key, value]) => Object.hasOwn(checks, key) && checks[key]!(value));
}

const SEEDS = [
  JSON.stringify(DEFAULT_CONFIGURATION),
  JSON.stringify(DEFAULT_CONFIGURATION, null, 2),
  '{ "depth": 5, "batchSize": 10, "alerts": { "obiLevel": 0.5, "spreadBps": null } }',
  '{"threads":2,"durability":"fast","journalMode":"wal","synchronous":"off","cvdReset":"day","figureSize":[16,9.5]}',
  ...Object.entries(DEFAULT_CONFIGURATION).map(([key, value]) => JSON.stringify({ [key]: value })),
  ...Object.entries(DEFAULT_CONFIGURATION.alerts).map(([key, value]) => JSON.stringify({ alerts: { [key]: value } })),
  '{}',
];
const GOOD = SEEDS.map((text): unknown => JSON.parse(text));
const WHOLE = { depth: Number.POSITIVE_INFINITY, maxStringLength: null, breakLength: Number.POSITIVE_INFINITY };
const WORDS = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '\\',
    '\\u0000',
    '\0',
    '\n',
    '\u2028',
    '\ud83d',
    '{"alerts":',
    '"__proto__":{',
  ],
  ...['0', '1', '-1', '-0', '1.5', '1e400', '-1e400', '9007199254740993', '1e308', '5e-324', '86401', 'null', 'true'],
  ...['"depth":', '"constructor":', '"toString":1,', '"none"', '"window"', '"2"', '""', 'NaN', 'Infinity', "'", '//'],
].map(bytesOf);

/** What settings should come to; null where they are wrong. */
function wanted(settings: unknown): Configuration | null {
  if (!isObject(settings) || !hold(settings, SETTINGS)) return null;
  const alerts = { ...DEFAULT_CONFIGURATION.alerts, ...(settings.alerts as object | undefined) };
  return { ...DEFAULT_CONFIGURATION, ...settings, alerts };
}

/** What an action gives; null where it refuses in so many words, as it should. */
function outcomeOf<Result>(action: () => Result): Result | null {
  try {
    const result = action();
    tally.count('configurations taken');
    return result;
  } catch (error) {
    if (!(error instanceof OrderflowError) || error.code !== 'bad-configuration') throw error;
    expect(error.message.length).toBeLessThan(MOST_MESSAGE);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that must not be there
    expect(error.message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
    tally.count('configurations refused');
    return null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe(`configurations (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it('are taken where every setting is one that may be, and else refused, whatever stands in them', () => {
    const mutator = new SettingsMutator(makeRandom(SEED), GOOD);
    const distinct = new Set<string>();
    for (let round = 0; round < times(SETTINGS_TRIED); round++) {
      const settings = mutator.next();
      distinct.add(hash('sha1', inspect(settings, WHOLE), 'base64'));
      const found = outcomeOf(() => validateSettings(settings, (key) => key));
      const isRight = wanted(settings) !== null;
      const isSame = found === null || isDeepStrictEqual(found, settings);
      if (isRight !== (found !== null) || !isSame) expect({ settings, found }).toBeNull();
    }
    tally.count('configurations checked', times(SETTINGS_TRIED));
    tally.count('of those, distinct', distinct.size);
  });

  it('are read from files', () => {
    const mutator = new Mutator(makeRandom(SEED), { seeds: SEEDS.map(bytesOf), words: WORDS, mostBytes: MOST_BYTES });
    const path = join(folder, 'mutated.json');
    for (let round = 0; round < times(FILES); round++) {
      const bytes = Buffer.from(mutator.next());
      writeFileSync(path, bytes);
      const found = outcomeOf(() => loadConfiguration({ config: path }, folder));
      const right = wanted(parsed(bytes.toString()));
      if (!isDeepStrictEqual(found, right)) expect([bytes.toString(), found]).toEqual([bytes.toString(), right]);
    }
    tally.count('configuration files mutated', times(FILES));
  });

  it('are read from flags', () => {
    const random = makeRandom(SEED);
    const seeds = ['1', '5', 'none', '0.5', 'window', 'exact', 'day', 'fast', 'wal', '1000', ''].map(bytesOf);
    const mutator = new Mutator(random, { seeds, words: WORDS, mostBytes: 200 });
    for (let tried = 0; tried < times(FLAGS); ) {
      const { key, flags } = SETTING_FLAGS[Math.floor(random() * SETTING_FLAGS.length)]!;
      const text = Buffer.from(mutator.next()).toString();
      const options = optionsOf(flags.split(' ')[0]!, text);
      if (options === null) continue;
      tried++;
      tally.count('flags mutated');
      const found = outcomeOf(() => loadConfiguration(options, folder));
      if (found !== null) expect([text, key, wanted(found)]).toEqual([text, key, found]);
    }
  });

  it.each([
    ['brackets 100,000 deep', `{"depth":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['objects 20,000 deep', `${'{"alerts":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['20,000 unknown keys', `{${Array.from({ length: 20_000 }, (_, key) => `"key${key}":1`).join(',')}}`],
    ['a key of 900,000 letters', `{"${'x'.repeat(900_000)}":1}`],
    ['a text of 900,000 letters', `{"durability":"${'x'.repeat(900_000)}"}`],
    ['2 MB of spaces', ' '.repeat(2_000_000)],
    ['nothing', ''],
  ])('of %s are refused in few words', (_, text) => {
    const path = join(folder, 'odd.json');
    writeFileSync(path, text);
    expect(outcomeOf(() => loadConfiguration({ config: path }, folder))).toBeNull();
  });

  it.each(['.', '/dev/zero', '/dev/null'])('are not read from %s, which is no file', (path) => {
    expect(outcomeOf(() => loadConfiguration({ config: path }, folder))).toBeNull();
  });
});

/** The options of a command line with one flag; null where it takes only certain words, and this is none of them. */
function optionsOf(flag: string, text: string): Record<string, unknown> | null {
  const groups = [...new Set(SETTING_FLAGS.map(({ group }) => group))];
  const command = addSettingFlags(new Command().exitOverride().configureOutput({ writeErr: () => undefined }), groups);
  try {
    return command.parse([`${flag}=${text}`], { from: 'user' }).opts();
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('commander.')) return null;
    throw error;
  }
}
