import {
  LEVEL_SEEDS,
  LEVEL_WORDS,
  Mutator,
  makeRandom,
  makeTally,
  type PlainLevel,
  readLevelsPlainly,
  SEED,
  TIMEOUT,
  times,
} from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import { LevelScanner, type ProblemReason } from '../../src/index.ts';
import type { LevelColumns } from '../../src/levels/level-columns.ts';
import { Random } from '../../src/market/random.ts';
import { randomDecimal, randomKind } from '../support/random-decimals.ts';

const MUTATED = 100_000;
const GENERATED = 30_000;
const MOST_BYTES = 4096;
/** The fewest bytes that a level takes: `[1,2]` and a comma. */
const LEVEL_BYTES = 6;
const LONG_BYTES = 4 * 1024 * 1024;
/** Four columns of 8 bytes, up to twice as long as they need be, and what they grew out of: 21 bytes a byte. */
const MOST_TAKEN_BYTES = 24 * LONG_BYTES;
/** Four times the text takes four times as long, or less; were it the square, it would be sixteen. */
const GROWTH = 4;
const MOST_GROWTH = 10;
/** Of so many scans the fastest counts: what else the machine does slows some of them. */
const SCANS = 3;
/** What stands beside a text in its batch: nothing of it may be read. */
const BEFORE = bytesOf('[[7,7],');
const BEHIND = bytesOf('1.5e3,8],[9,9]]');

const tally = makeTally('rubbish', 'level scanner');
const fatal = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const scanner = new LevelScanner();

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function levelsOf({ count, prices, sizes, liquidationCounts, orderCounts }: LevelColumns): readonly PlainLevel[] {
  return Array.from({ length: count }, (_, row) => [
    prices[row]!,
    sizes[row]!,
    liquidationCounts[row]!,
    orderCounts[row]!,
  ]);
}

/** The sides of a text that is none of UTF-8 are judged byte by byte: no byte beyond ASCII has a meaning. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** What `JSON.parse` makes of a text, as levels; null where it refuses it or finds something else. */
function parsedLevels(bytes: Uint8Array): readonly PlainLevel[] | null {
  let value: unknown;
  try {
    value = JSON.parse(fatal.decode(bytes));
  } catch {
    return null;
  }
  if (!Array.isArray(value) || !value.every(isLevel)) return null;
  const levels = value.map((fields) => fields.map((field) => Number(field) + 0));
  return levels
    .filter(([, size]) => size! > 0)
    .map(([price = 0, size = 0, liquidationCount = 0, orderCount = 0]) => [price, size, liquidationCount, orderCount]);
}

function isLevel(value: unknown): value is (number | string)[] {
  return Array.isArray(value) && value.length >= 2 && value.length <= 4 && value.every(isGoodField);
}

/** A number, or the text of a decimal: `Number` takes much else, such as hexadecimal and white space. */
function isGoodField(value: unknown): boolean {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && DECIMAL.test(value));
  return isNumber && Number(value) >= 0 && Number(value) < Number.POSITIVE_INFINITY;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** What is wrong with how a text is scanned; empty where nothing is. */
function faultsOf(bytes: Uint8Array): readonly unknown[] {
  const side = bytes.length % 2 === 0 ? 'bid' : 'ask';
  const problem = scanner.scan(beside(bytes), BEFORE.length, BEFORE.length + bytes.length, side);
  const found = problem ?? levelsOf(scanner.levels);
  const wanted = readLevelsPlainly(textOf(bytes));
  const faults: unknown[] = [];
  if (!isSame(found, wanted)) faults.push({ found, wanted });
  const parsed = parsedLevels(bytes);
  tally.count(problem === null ? 'level texts taken' : 'level texts refused');
  if (parsed !== null) {
    tally.count('level texts that JSON.parse takes too');
    // An escape within quotes is JSON's own.
    if (!isSame(found, parsed) && !textOf(bytes).includes('\\')) faults.push({ found, parsed });
  }
  if (problem === null) faults.push(...summaryFaults(side));
  const { length } = scanner.levels.prices;
  if (length > 64 && length > (2 * mostBytes) / LEVEL_BYTES) faults.push({ length, mostBytes });
  return faults;
}

/** The text among its neighbours. */
function beside(bytes: Uint8Array): Uint8Array {
  const batch = new Uint8Array(BEFORE.length + bytes.length + BEHIND.length);
  batch.set(BEFORE);
  batch.set(bytes, BEFORE.length);
  batch.set(BEHIND, BEFORE.length + bytes.length);
  return batch;
}

/** The longest text that the scanner was given: what it keeps is bounded by that. */
let mostBytes = 0;

function summaryFaults(side: 'bid' | 'ask'): readonly unknown[] {
  const levels = levelsOf(scanner.levels);
  const volume = levels.reduce((sum, [, size]) => sum + size, 0);
  const prices = levels.map(([price]) => price);
  const sign = side === 'bid' ? -1 : 1;
  const best = prices.toSorted((a, b) => sign * (a - b))[0] ?? Number.NaN;
  const isSorted = prices.every((price, row) => row === 0 || sign * (price - prices[row - 1]!) > 0);
  const found = [scanner.volume, scanner.best, scanner.isSorted];
  const wanted = [volume, best, isSorted];
  return found.every((value, index) => Object.is(value, wanted[index])) ? [] : [{ found, wanted }];
}

function isSame(one: readonly PlainLevel[] | ProblemReason, other: readonly PlainLevel[] | ProblemReason): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return (
    one.length === other.length &&
    one.every((level, row) => level.every((value, at) => Object.is(value, other[row]![at])))
  );
}

function check(bytes: Uint8Array): void {
  mostBytes = Math.max(mostBytes, bytes.length);
  const faults = faultsOf(bytes);
  if (faults.length > 0) expect({ text: textOf(bytes), faults }).toBeNull();
}

/** A text by the grammar, with every number and every spelling that there is. */
function generatedText(random: Random): string {
  const space = () => (random.chance(0.8) ? '' : [' ', '\t', '\r\n', '\v\f'][random.below(4)]!);
  const number = () => `${random.chance(0.02) ? '+' : ''}${randomDecimal(random, randomKind(random))}`;
  const field = () => {
    const quote = ['', '', '"', "'"][random.below(4)]!;
    return `${space()}${quote}${random.chance(0.1) ? ['0', '-0', '0e9', '.0'][random.below(4)] : number()}${quote}${space()}`;
  };
  const level = () => `${space()}[${Array.from({ length: 2 + random.below(3) }, field).join(',')}]${space()}`;
  return `${space()}[${space()}${Array.from({ length: random.below(5) }, level).join(',')}]${space()}`;
}

describe(`the level scanner (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it('reads mutated texts as its rules and JSON.parse do, bit by bit', () => {
    const mutator = new Mutator(makeRandom(SEED), { seeds: LEVEL_SEEDS, words: LEVEL_WORDS, mostBytes: MOST_BYTES });
    for (let round = 0; round < times(MUTATED); round++) check(mutator.next());
    tally.count('level texts mutated', times(MUTATED));
  });

  it('takes every text of its grammar', () => {
    const random = new Random(SEED);
    for (let round = 0; round < times(GENERATED); round++) {
      const text = generatedText(random);
      expect(Array.isArray(readLevelsPlainly(text))).toBe(true);
      check(bytesOf(text));
    }
    tally.count('level texts generated', times(GENERATED));
  });

  it.each([
    ['10,000 brackets', '['.repeat(10_000)],
    ['10,000 brackets, closed', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['a million brackets', '['.repeat(1_000_000)],
    ['100,000 levels', `[${Array.from({ length: 100_000 }, (_, row) => `[${100_000 - row},1.5]`).join(',')}]`],
    ['100,000 levels of one price', `[${Array(100_000).fill('["1","2","0","1"]').join(', ')}]`],
    ['10^400', `[[1${'0'.repeat(400)},1]]`],
    ['10^-400', `[[0.${'0'.repeat(399)}1,1]]`],
    ['-0', '[[-0,-0.0],["-0e9",1]]'],
    ['the smallest denormal, and half of it', '[[4.9e-324,5e-324],[2.4703282292062327e-324,1]]'],
    ['the largest double, and what rounds to it', '[[1.7976931348623157e308,1.7976931348623158e308]]'],
    ['what rounds to infinity', '[[1.7976931348623159e308,1]]'],
    ['a NUL', '[[1,2]\0]'],
    ['a byte order mark', '\ufeff[[1,2]]'],
  ])('reads %s', (_, text) => {
    check(bytesOf(text));
  });

  it.each([[[0xff]], [[0xc0, 0x80]], [[0xe2, 0x28, 0xa1]], [[0xed, 0xa0, 0x80]], [[0xf0, 0x90]]])(
    'takes the bytes %j, which are no UTF-8, for unreadable wherever they stand',
    (odd) => {
      const text = bytesOf('[["1", 2]]');
      for (let at = 0; at <= text.length; at++) {
        const bytes = Uint8Array.of(...text.subarray(0, at), ...odd, ...text.subarray(at));
        expect(scanner.scan(bytes, 0, bytes.length, 'bid')).toBe('unreadable-levels');
        check(bytes);
      }
    },
  );

  it.each([
    ['digits', '[[', '9', ',1]]'],
    ['digits behind a point', '[[1.', '0', '1,1]]'],
    ['zeros', '[[', '0', '1,1]]'],
    ['digits of an exponent', '[[1e', '9', ',1]]'],
    ['brackets', '', '[', ''],
    ['spaces', '[[1,1]', ' ', ']'],
    ['quotes', '[[', '"', ''],
    ['commas', '[[1', ',', ''],
    ['levels', '[', '[1,2],', '[1,2]]'],
    ['NULs', '', '\0', ''],
  ])('reads megabytes of %s in time and memory that grow with them alone', (_, start, piece, end) => {
    const long = (length: number) => bytesOf(start + piece.repeat(Math.floor(length / piece.length)) + end);
    const bytes = long(LONG_BYTES);
    const own = new LevelScanner();
    const before = takenBytes();
    own.scan(bytes, 0, bytes.length, 'ask');
    expect(takenBytes() - before).toBeLessThan(MOST_TAKEN_BYTES);
    expect(own.levels.prices.length).toBeLessThanOrEqual((2 * bytes.length) / LEVEL_BYTES + 64);
    const part = long(LONG_BYTES / GROWTH);
    const [whole, quarter] = [fastestScan(own, bytes), fastestScan(own, part)];
    // Scans that end at once take too little time to be compared.
    expect(whole).toBeLessThan(MOST_GROWTH * Math.max(quarter, 1));
    tally.count('level texts of 4 MiB');
  });
});

/** What the heap holds, and the columns outside it. */
function takenBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Milliseconds of processor time of the fastest of some scans: of this process alone, however busy the machine. */
function fastestScan(own: LevelScanner, bytes: Uint8Array): number {
  const scans = Array.from({ length: SCANS }, () => {
    const before = process.cpuUsage();
    own.scan(bytes, 0, bytes.length, 'ask');
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...scans);
}
