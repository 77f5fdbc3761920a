import type { Random } from '../../src/market/random.ts';

/** A kind of decimal: how its text comes about. */
export type DecimalKind = keyof typeof KINDS;

const KINDS = {
  /** At most 15 digits and no exponent, as exchanges write them. */
  plain: plainDecimal,
  /** 15, 16 or 17 digits: around what one exact operation reads. */
  edge: (random: Random) => withPoint(random, digits(random, 15 + random.below(3))),
  /** 1 to 25 digits, zeros in front and behind, perhaps an exponent. */
  long: (random: Random) =>
    withExponent(random, withPoint(random, padded(random, digits(random, 1 + random.below(25))))),
  /** The shortest text of a double of any size. */
  shortest: (random: Random) => String(anyDouble(random)),
  /** A double, or the one beside it, with 17 to 21 digits. */
  precise: (random: Random) => marketDouble(random).toPrecision(17 + random.below(5)),
  /** The middle between two doubles, and the decimals right below and above it. */
  middle: middleOfDoubles,
  /** Doubles too small for all their bits, and 0. */
  denormal: (random: Random) => denormal(random).toPrecision(1 + random.below(21)),
  /** Around the largest and the smallest double. */
  extreme: (random: Random) => `${withPoint(random, digits(random, 1 + random.below(20)))}e${extremeExponent(random)}`,
} satisfies Record<string, (random: Random) => string>;

/** The kinds, each as often as it stands here: the slow ones are rare. */
const MIXED: readonly DecimalKind[] = [
  ...Array<DecimalKind>(5).fill('edge'),
  ...Array<DecimalKind>(6).fill('long'),
  ...Array<DecimalKind>(3).fill('shortest'),
  ...Array<DecimalKind>(3).fill('precise'),
  'middle',
  'denormal',
  'extreme',
];

/** A kind that may be anything but plain. */
export function randomKind(random: Random): DecimalKind {
  return MIXED[random.below(MIXED.length)]!;
}

/** A decimal without a sign, below infinity. */
export function randomDecimal(random: Random, kind: DecimalKind): string {
  const text = KINDS[kind](random);
  return Number(text) < Number.POSITIVE_INFINITY ? text : randomDecimal(random, kind);
}

function plainDecimal(random: Random): string {
  const zeros = random.chance(0.1) ? '0'.repeat(random.below(4)) : '';
  const text = zeros + digits(random, 1 + random.below(15 - zeros.length));
  const point = 1 + random.below(text.length);
  return random.chance(0.2) ? text : `${text.slice(0, point)}.${text.slice(point)}`;
}

function digits(random: Random, count: number): string {
  let text = '';
  while (text.length < count) text += String(1_000_000_000 + random.below(1_000_000_000)).slice(1);
  return text.slice(0, count);
}

function padded(random: Random, text: string): string {
  const front = random.chance(0.2) ? '0'.repeat(random.below(12)) : '';
  const back = random.chance(0.2) ? '0'.repeat(random.below(12)) : '';
  return front + text + back;
}

/** A point anywhere, at either end too, or none. */
function withPoint(random: Random, text: string): string {
  if (random.chance(0.2)) return text;
  const point = random.below(text.length + 1);
  return `${text.slice(0, point)}.${text.slice(point)}`;
}

function withExponent(random: Random, text: string): string {
  if (random.chance(0.5)) return text;
  const exponent = random.below(random.chance(0.7) ? 30 : 330);
  return `${text}${random.chance(0.5) ? 'e' : 'E'}${['', '+', '-', '-0'][random.below(4)]}${exponent}`;
}

function extremeExponent(random: Random): number {
  return (random.chance(0.5) ? 288 : -344) + random.below(22);
}

const bits = new DataView(new ArrayBuffer(8));

/** The double of an exponent from 0 to 2046 and random digits. */
function doubleOf(random: Random, exponent: number): number {
  bits.setUint32(0, exponent * 2 ** 20 + random.below(2 ** 20));
  bits.setUint32(4, random.next());
  return bits.getFloat64(0);
}

function anyDouble(random: Random): number {
  return doubleOf(random, random.below(2047));
}

/** From 2^-40 to 2^50, where prices and sizes lie. */
function marketDouble(random: Random): number {
  return doubleOf(random, 983 + random.below(90));
}

function denormal(random: Random): number {
  return doubleOf(random, 0) / 2 ** random.below(40);
}

/** Exactly: the mantissa doubled and one more, times a power of two that is a power of five with decimals. */
function middleOfDoubles(random: Random): string {
  const middle = 2n ** 53n + 2n * BigInt(random.next()) * BigInt(1 + random.below(2 ** 20)) + 1n;
  const power = random.below(140) - 100;
  const whole = power < 0 ? middle * 5n ** BigInt(-power) : middle * 2n ** BigInt(power);
  const decimals = Math.max(0, -power);
  const text = `${10n * whole + BigInt(random.below(3) - 1)}`.padStart(decimals + 2, '0');
  const point = text.length - decimals - 1;
  return `${text.slice(0, point)}.${text.slice(point)}`;
}
