import { Mutator, makeRandom, makeTally, readTimePlainly, SEED, TIMEOUT, times } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import {
  depthParameter,
  fileParameter,
  instrumentParameter,
  lengthParameter,
  momentParameter,
  rowIdParameter,
  secondsParameter,
  wholeParameter,
} from '../../src/server/api/parameters.ts';
import { resultParams, rowNumberParameter } from '../../src/server/api/run-parameters.ts';
import { START } from '../server/support/sample-files.ts';
import { INSTRUMENT, makeFuzzedApp, RUN_ID } from './support/fuzzed-app.ts';

const TEXTS = 100_000;
const QUERIES = 2000;
const MOST_BYTES = 300;
const LONGEST_MESSAGE = 160;

const tally = makeTally('rubbish', 'parameters');

/** What a text comes to; undefined where it is none of the parameter. */
type Reading = string | number | bigint | null | undefined;

/** A parameter as the server reads it, and its rule written down again. */
interface Rule {
  read(text: string): { readonly success: boolean; readonly data?: unknown; readonly error?: unknown };
  readonly wanted: (text: string) => Reading;
}

const DIGITS = new Set('0123456789');
const HEX = new Set('0123456789abcdef');
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ID = new Set(`${LETTERS}${LETTERS.toUpperCase()}0123456789_-`);
const MODEL = new Set([...ID, '.']);

function isOf(letters: ReadonlySet<string>, text: string, least: number, most: number): boolean {
  return text.length >= least && text.length <= most && [...text].every((letter) => letters.has(letter));
}

function wholeOf(text: string, least: number, most: number): number | undefined {
  if (!isOf(DIGITS, text, 1, 9)) return;
  const value = [...text].reduce((sum, digit) => 10 * sum + Number(digit), 0);
  return value >= least && value <= most ? value : undefined;
}

/** A number above 0 of so many digits before its point, and behind it. */
function partOf(text: string, whole: number, decimals: number): number | undefined {
  const [before = '', behind, ...more] = text.split('.');
  const isNumber = isOf(DIGITS, before, 1, whole) && (behind === undefined || isOf(DIGITS, behind, 1, decimals));
  return isNumber && more.length === 0 && /[1-9]/.test(text) ? Number(text) : undefined;
}

function rowIdOf(text: string): number | undefined {
  const digits = text.startsWith('-') ? text.slice(1) : text;
  return isOf(DIGITS, digits, 1, 16) && Number.isSafeInteger(Number(digits)) ? Number(text) : undefined;
}

/** Nanoseconds since 1970. */
function momentOf(text: string): bigint | undefined {
  return [...text].length <= 40 ? readTimePlainly(text)?.nanoseconds : undefined;
}

const RULES: Readonly<Record<string, Rule>> = {
  instrument: {
    read: (text) => instrumentParameter.safeParse(text),
    wanted: (text) => (text !== '' && [...text].length <= 200 ? text : undefined),
  },
  file: {
    read: (text) => fileParameter.safeParse(text),
    wanted: (text) => (isOf(ID, text, 1, 64) ? text : undefined),
  },
  moment: { read: (text) => momentParameter.safeParse(text), wanted: momentOf },
  whole: { read: (text) => wholeParameter(1, 86_400).safeParse(text), wanted: (text) => wholeOf(text, 1, 86_400) },
  'row number': { read: (text) => rowNumberParameter.safeParse(text), wanted: (text) => wholeOf(text, 0, 999_999_999) },
  'row id': { read: (text) => rowIdParameter.safeParse(text), wanted: rowIdOf },
  depth: {
    read: (text) => depthParameter.safeParse(text),
    wanted: (text) => (text === 'all' ? null : wholeOf(text, 1, 1_000_000)),
  },
  length: { read: (text) => lengthParameter.safeParse(text), wanted: (text) => partOf(text, 13, 12) },
  seconds: { read: (text) => secondsParameter.safeParse(text), wanted: (text) => partOf(text, 9, 6) },
  run: {
    read: (text) => resultParams.shape.id.safeParse(text),
    wanted: (text) => (isOf(HEX, text, 4, 64) ? text : undefined),
  },
  model: {
    read: (text) => resultParams.shape.model.safeParse(text),
    wanted: (text) => (isOf(MODEL, text, 1, 64) ? text : undefined),
  },
};

const SEEDS = [
  ...[
    INSTRUMENT,
    'all',
    'AAAAAAAAAAAAAAAA',
    'a-_',
    RUN_ID,
    'ffff',
    'risk-averse',
    'probabilistic-power-1',
    'x'.repeat(199),
  ],
  ...['0', '1', '86400', '86401', '1000000', '999999999', '-5', '9007199254740991', '-9007199254740992'],
  ...['0.5', '30.000001', '123456.789', '9999999999999.999999999999', '0.000', '1720000000123.456'],
  ...['1720000000', '1720000000000', '2025-07-01', '2025-07-01T12:30:00.123456789Z', '2024-02-29 23:59+0530'],
].map((text) => Buffer.from(text));
const WORDS = [
  ...[
    '0',
    '9',
    '.',
    '-',
    '+',
    'e',
    ':',
    'T',
    'Z',
    ' ',
    '\n',
    '\0',
    ',',
    '_',
    '00',
    '-0',
    '1e3',
    '0x1',
    'NaN',
    'Infinity',
  ],
  ...['\u2028', '\u202e', '\u0663', '\uff11', '\u00e9', '\ud83d\ude80', '2025-02-30', '__proto__', '9'.repeat(20)],
].map((text) => Buffer.from(text));

/** What the server made of a text, in the words of {@link Rule.wanted}. */
function readingOf({ read }: Rule, text: string): Reading {
  const { success, data, error } = read(text);
  if (!success) {
    const { issues } = error as { readonly issues: readonly { readonly message: string }[] };
    for (const { message } of issues) expect(message.length, text).toBeLessThan(LONGEST_MESSAGE);
    return;
  }
  if (typeof data !== 'object' || data === null) return data as Reading;
  const { timestamp, nanoseconds } = data as { readonly timestamp: number; readonly nanoseconds: number };
  return BigInt(timestamp) * 1_000_000n + BigInt(nanoseconds);
}

describe(`parameters of the API (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it('are read to the last digit where their rule holds, and else refused, whatever goes wrong with them', () => {
    const mutator = new Mutator(makeRandom(SEED), { seeds: SEEDS, words: WORDS, mostBytes: MOST_BYTES });
    const rules = Object.entries(RULES);
    const taken = new Set<string>();
    for (let round = 0; round < times(TEXTS); round++) {
      const [name, rule] = rules[round % rules.length]!;
      const text = Buffer.from(mutator.next()).toString();
      const [found, wanted] = [readingOf(rule, text), rule.wanted(text)];
      if (found !== wanted) expect({ name, text, found }).toEqual({ name, text, found: wanted });
      tally.count(found === undefined ? 'parameters refused' : 'parameters taken');
      if (found !== undefined) taken.add(name);
    }
    expect([...taken].sort()).toEqual(Object.keys(RULES).sort());
    tally.count('parameters mutated', times(TEXTS));
  });

  it('are answered as what is wanted or what is wrong, in whatever way an address is written', async () => {
    const { app, folder, errors } = await makeFuzzedApp();
    const seeds = ADDRESSES.map((address) => Buffer.from(address));
    const mutator = new Mutator(makeRandom(SEED), { seeds, words: ADDRESS_WORDS, mostBytes: 2000, mostSteps: 3 });
    const statuses = new Set<number>();
    for (let round = 0; round < times(QUERIES); round++) {
      const address = Buffer.from(mutator.next()).toString('latin1').replaceAll('#', '');
      const request = requestFor(address);
      if (request === null) continue;
      const answer = await app.fetch(request);
      const text = await answer.text();
      const isTold = answer.status < 400 || JSON.parse(text).status === answer.status;
      if (answer.status >= 500 || !isTold || text.includes(folder) || errors.length > 0) {
        expect({ address, status: answer.status, text: text.slice(0, 500), errors }).toBeNull();
      }
      statuses.add(answer.status);
      tally.count('addresses mutated');
    }
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404]));
  });
});

const SPAN = `start=${START}&end=${START + 9000}`;
const ADDRESSES = [
  `series/${INSTRUMENT}?series=obi&pixels=9&${SPAN}&foldMs=0.5`,
  'series/ETH-USDT?series=candles&windowSeconds=60&pixels=100&depth=all',
  `proof/${INSTRUMENT}?at=${START + 2000}&depth=3&snapshotId=3`,
  `book/${INSTRUMENT}?at=2025-07-01T00%3A00%3A10Z&levels=1`,
  `summary?instrument=${INSTRUMENT}&${SPAN}&maxAlerts=3`,
  `quality?gapSeconds=1.5&${SPAN}`,
  'sources',
  'settings?',
  'runs?limit=1&strategy=x',
  `runs/${RUN_ID}/results/touch/fills?limit=1&${SPAN}`,
  'processing?files=a',
  'openapi.json',
];
const ADDRESS_WORDS = [
  ...[
    '?',
    '&',
    '=',
    '&&',
    '%',
    '%%',
    '%zz',
    '%c0%ae',
    '%00',
    '%0a',
    '%u0031',
    '+',
    ';',
    '/',
    '//',
    '../',
    '\\',
    '@',
    '[]',
  ],
  ...[
    'start=',
    '&end=0',
    '&at=1',
    '&depth=all',
    '&__proto__=1',
    '[a]=1',
    '&pixels=',
    'constructor',
    '%F0%9F%9A%80',
    '\xe9',
  ],
].map((text) => Buffer.from(text));

/** A request for an address of the API; null where it leads elsewhere or is none. */
function requestFor(address: string): Request | null {
  try {
    return new Request(`http://127.0.0.1/api/v1/${address}`, { headers: { host: '127.0.0.1' } });
  } catch {
    return null;
  }
}
