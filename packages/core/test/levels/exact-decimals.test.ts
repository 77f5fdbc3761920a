import { describe, expect, it } from 'vitest';
import { DecimalReader } from '../../src/levels/decimal-reader.ts';
import { LevelColumns } from '../../src/levels/level-columns.ts';
import { LevelScanner } from '../../src/levels/level-scanner.ts';
import { PlainLevelScanner } from '../../src/levels/plain-level-scanner.ts';
import { Random } from '../../src/market/random.ts';
import { type DecimalKind, randomDecimal, randomKind } from '../support/random-decimals.ts';

const SEED = 20_251_124;
const DECIMALS = 3_200_000;
const SIGNED_DECIMALS = 200_000;
const LEVELS_A_TEXT = 60;

/** What a text is made of: all plain; plain but for one in a hundred; or anything, with odd spaces. */
type Style = 'plain' | 'nearly plain' | 'mixed';

/** A level text with the decimals in it, four a level, and where they begin. */
interface DecimalText {
  readonly style: Style;
  readonly text: string;
  readonly decimals: readonly string[];
  readonly starts: readonly number[];
}

const STYLES: readonly Style[] = ['plain', 'nearly plain', 'mixed', 'mixed'];

const encoder = new TextEncoder();
const bytes = new Uint8Array(2 ** 18);
const scanner = new LevelScanner();
const plainScanner = new PlainLevelScanner();
const plainLevels = new LevelColumns();
const reader = new DecimalReader();
const counts = new Map<DecimalKind, number>();

function randomText(random: Random): DecimalText {
  const style = STYLES[random.below(STYLES.length)]!;
  const quote = ['', '', '"', "'"][random.below(4)]!;
  const comma = [',', ', ', ' ,', '\t,\n'][random.below(style === 'mixed' ? 4 : 2)]!;
  const decimals: string[] = [];
  const starts: number[] = [];
  let text = '[';
  for (let level = 0; level < LEVELS_A_TEXT; level++) {
    text += level === 0 ? '[' : `${comma}[`;
    for (let field = 0; field < 4; field++) {
      const kind = kindIn(style, random);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      const decimal = randomDecimal(random, kind);
      text += (field === 0 ? '' : comma) + quote;
      starts.push(text.length);
      decimals.push(decimal);
      text += decimal + quote;
    }
    text += ']';
  }
  return { style, text: `${text}]`, decimals, starts };
}

function kindIn(style: Style, random: Random): DecimalKind {
  if (style === 'mixed') return randomKind(random);
  return style === 'plain' || random.chance(0.99) ? 'plain' : 'edge';
}

/** Decimals that are read otherwise than `Number` reads them; a level of size 0 is none. */
function misread({ style, text, decimals, starts }: DecimalText): readonly unknown[] {
  const { written: end } = encoder.encodeInto(text, bytes);
  const wanted = decimals.map(Number);
  const wrong: unknown[] = [];
  for (const [index, decimal] of decimals.entries()) {
    const value = reader.read(bytes, starts[index]!, end);
    if (!Object.is(value, wanted[index]) || reader.end !== starts[index]! + decimal.length)
      wrong.push({ decimal, value, wanted: wanted[index] });
  }
  const problem = scanner.scan(bytes, 0, end, 'ask');
  if (problem !== null) wrong.push({ problem, text });
  wrong.push(...wrongLevels(scanner.levels, decimals, wanted));
  plainLevels.begin();
  const isTaken = plainScanner.scan(bytes, 0, end, plainLevels);
  if (style === 'plain' && !isTaken) wrong.push({ notPlain: text });
  if (isTaken) wrong.push(...wrongLevels(plainLevels, decimals, wanted));
  return wrong;
}

function wrongLevels(levels: LevelColumns, decimals: readonly string[], wanted: readonly number[]): unknown[] {
  const columns = [levels.prices, levels.sizes, levels.liquidationCounts, levels.orderCounts];
  const wrong: unknown[] = [];
  let row = 0;
  for (let at = 0; at < wanted.length; at += 4) {
    if (wanted[at + 1] === 0) continue;
    for (const [field, column] of columns.entries()) {
      const [value, right] = [column[row]!, wanted[at + field]!];
      if (!Object.is(value, right)) wrong.push({ decimal: decimals[at + field], value, right });
    }
    row++;
  }
  if (row !== levels.count) wrong.push({ levels: levels.count, row });
  return wrong;
}

describe('a decimal in a level text', () => {
  it(`is the double that Number gives, bit by bit: ${DECIMALS} of them (seed ${SEED})`, { timeout: 120_000 }, () => {
    const random = new Random(SEED);
    for (let done = 0; done < DECIMALS; done += 4 * LEVELS_A_TEXT) {
      const text = randomText(random);
      const wrong = misread(text);
      if (wrong.length > 0) expect(wrong).toEqual([]);
    }
    // So many at least of every kind, the slow ones too.
    expect(counts.get('plain')).toBeGreaterThan(DECIMALS / 3);
    for (const kind of ['edge', 'long', 'shortest', 'precise', 'middle', 'denormal', 'extreme'] as const) {
      expect(counts.get(kind)).toBeGreaterThan(DECIMALS / 50);
    }
  });

  it(`is so with a sign too, and where it overflows or vanishes (seed ${SEED})`, () => {
    const random = new Random(SEED, 1);
    const seen = { infinite: 0, zero: 0 };
    for (let done = 0; done < SIGNED_DECIMALS; done++) {
      const decimal = randomDecimal(random, randomKind(random));
      const text = `${['-', '+'][done % 2]}${decimal}${random.chance(0.2) && !/e/i.test(decimal) ? 'e330' : ''}`;
      const { written: end } = encoder.encodeInto(text, bytes);
      const value = reader.read(bytes, 0, end);
      const wanted = Number(text) + 0;
      if (!Object.is(value, wanted) || reader.end !== end) expect([text, value]).toEqual([text, wanted]);
      if (Math.abs(wanted) === Number.POSITIVE_INFINITY) seen.infinite++;
      if (wanted === 0) seen.zero++;
    }
    expect(seen.infinite).toBeGreaterThan(1000);
    expect(seen.zero).toBeGreaterThan(1000);
  });
});
