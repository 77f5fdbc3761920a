import { Mutator, makeRandom, makeTally, readTimePlainly, SEED, TIMEOUT, times } from '@orderflow/torture';
import { describe, expect, it } from 'vitest';
import {
  compareTimestamps,
  formatTimestamp,
  parseTimestamp,
  type Timestamp,
  TimestampReader,
} from '../../src/index.ts';
import { Random } from '../../src/market/random.ts';

const MUTATED = 100_000;
const GENERATED = 50_000;
const MOST_BYTES = 256;
/** What stands beside a text in its batch: nothing of it may be read. */
const BEFORE = '20';
const BEHIND = '0:5.9Z';

const tally = makeTally('rubbish', 'timestamps');

const SEEDS = [
  '1720000000',
  '1720000000.123456789',
  '1720000000000',
  '1720000000000.000001',
  '1720000000000123',
  '1720000000000123.456',
  '1720000000000123456',
  '2024-07-03',
  '2024-07-03T09:46',
  '2024-07-03T09:46:40Z',
  '2024-02-29 23:59:59,999999999-23:59',
  '0000-01-01t00:00:00.5z',
  '9999-12-31T23:59:59.999999999+0000',
  '1969-12-31T23:59:59.9+01',
];
const WORDS = [
  ...[
    '0',
    '9',
    '.',
    ',',
    '-',
    '+',
    ':',
    'T',
    't',
    'Z',
    ' ',
    '\n',
    '\0',
    'e3',
    '0x',
    '00',
    '60',
    '24',
    '13',
    '32',
    '99',
  ],
  ...[
    '2024-02-30',
    '-07-',
    '00:00',
    '.000000000',
    '+14:00',
    'GMT',
    '1720000000',
    '9'.repeat(30),
    '0'.repeat(70),
    'é',
    '٣',
  ],
].map((word) => Buffer.from(word));

const reader = new TimestampReader();

/** What the reader makes of bytes that stand among others. */
function read(bytes: Uint8Array): { readonly time: Timestamp; readonly format: string } | null {
  const batch = Buffer.concat([Buffer.from(BEFORE), bytes, Buffer.from(BEHIND)]);
  const isTime = reader.read(batch, BEFORE.length, BEFORE.length + bytes.length);
  const { timestamp, nanoseconds, format } = reader;
  expect([isTime, timestamp]).toEqual([!Number.isNaN(timestamp), timestamp]);
  return isTime ? { time: { timestamp, nanoseconds }, format } : null;
}

function nanosecondsOf({ timestamp, nanoseconds }: Timestamp): bigint {
  return BigInt(timestamp) * 1_000_000n + BigInt(nanoseconds);
}

function check(bytes: Uint8Array): void {
  const text = Buffer.from(bytes).toString('latin1');
  const found = read(bytes);
  const wanted = readTimePlainly(text);
  tally.count(found === null ? 'timestamps refused' : 'timestamps taken');
  if (found === null || wanted === null) {
    if (found !== wanted) expect({ text, found }).toEqual({ text, found: wanted });
    return;
  }
  const { time, format } = found;
  const isExact = nanosecondsOf(time) === wanted.nanoseconds && format === wanted.format;
  const isWhole = Number.isSafeInteger(time.timestamp) && time.nanoseconds >= 0 && time.nanoseconds < 1e6;
  if (!isExact || !isWhole) expect({ text, found }).toEqual({ text, found: wanted });
  const isSame = compareTimestamps(parseTimestamp(text)!, time) === 0;
  const written = parseTimestamp(formatTimestamp(time));
  // Only years of four digits are ISO 8601 as it is read here.
  const isWritten = written === null ? !isOfFourDigits(time) : compareTimestamps(written, time) === 0;
  if (!isSame || !isWritten) expect({ text, isSame, isWritten }).toBeNull();
}

function isOfFourDigits({ timestamp }: Timestamp): boolean {
  const year = new Date(timestamp).getUTCFullYear();
  return year >= 0 && year <= 9999;
}

/** A timestamp in any of the formats; its numbers are often beyond what they may be. */
function generatedText(random: Random): string {
  const digits = (count: number) => Array.from({ length: count }, () => random.below(10)).join('');
  const pair = (most: number) => String(random.below(most + 3)).padStart(2, '0');
  const decimals = () => (random.chance(0.5) ? `.${digits(random.below(12))}` : '');
  if (random.chance(0.4)) return `${'0'.repeat(random.below(3))}${digits(1 + random.below(22))}${decimals()}`;
  const day = `${digits(4)}-${pair(12)}-${pair(31)}`;
  const seconds = random.chance(0.8) ? `:${pair(59)}${decimals()}` : '';
  const zone = ['', 'Z', `+${pair(23)}`, `-${pair(23)}${pair(59)}`, `+${pair(23)}:${pair(59)}`][random.below(5)]!;
  return random.chance(0.1) ? day : `${day}${['T', ' ', 't'][random.below(3)]}${pair(23)}:${pair(59)}${seconds}${zone}`;
}

describe(`timestamps (seed ${SEED})`, { timeout: TIMEOUT }, () => {
  it('are read to the nanosecond or not at all, whatever goes wrong with them', () => {
    const seeds = SEEDS.map((seed) => Buffer.from(seed));
    const mutator = new Mutator(makeRandom(SEED), { seeds, words: WORDS, mostBytes: MOST_BYTES });
    for (let round = 0; round < times(MUTATED); round++) check(mutator.next());
    tally.count('timestamps mutated', times(MUTATED));
  });

  it('are read to the nanosecond in every format', () => {
    const random = new Random(SEED, 1);
    for (let round = 0; round < times(GENERATED); round++) check(Buffer.from(generatedText(random)));
    tally.count('timestamps generated', times(GENERATED));
  });
});
