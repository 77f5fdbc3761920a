import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecimalReader } from '../../src/levels/decimal-reader.ts';
import { LevelColumns } from '../../src/levels/level-columns.ts';
import { LevelScanner } from '../../src/levels/level-scanner.ts';
import { PlainLevelScanner } from '../../src/levels/plain-level-scanner.ts';

const encoder = new TextEncoder();
const plain = new PlainLevelScanner();
const general = new LevelScanner();
const columns = new LevelColumns();

type PlainLevel = readonly number[];

function rowsOf(levels: LevelColumns): readonly PlainLevel[] {
  return Array.from({ length: levels.count }, (_, row) => [
    levels.prices[row]!,
    levels.sizes[row]!,
    levels.liquidationCounts[row]!,
    levels.orderCounts[row]!,
  ]);
}

/** What the plain path reads; null where it leaves the text to the general one. */
function readPlainly(bytes: Uint8Array, start: number, end: number): readonly PlainLevel[] | null {
  columns.begin();
  return plain.scan(bytes, start, end, columns) ? rowsOf(columns) : null;
}

/** What the general path reads: a leading space is never plain. */
function readGenerally(bytes: Uint8Array, start: number, end: number): readonly PlainLevel[] | string {
  const spaced = Uint8Array.of(0x20, ...bytes.subarray(start, end));
  return general.scan(spaced, 0, spaced.length, 'bid') ?? rowsOf(general.levels);
}

/** Checks a text at its place in a buffer: what the plain path takes, the general one reads alike. */
function isAgreed(bytes: Uint8Array, start: number, end: number): boolean {
  const taken = readPlainly(bytes, start, end);
  return taken === null || JSON.stringify(readGenerally(bytes, start, end)) === JSON.stringify(taken);
}

const digits = fc.oneof(
  { weight: 9, arbitrary: fc.nat(9) },
  { weight: 9, arbitrary: fc.nat(100_000) },
  { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 10n ** 17n }) },
);
const number = fc.oneof(
  { weight: 9, arbitrary: digits.map(String) },
  { weight: 18, arbitrary: fc.tuple(fc.nat(99_999), digits).map(([whole, part]) => `${whole}.${part}`) },
  { weight: 1, arbitrary: fc.constantFrom('0', '0.0', '007', '1.', '.5', '-1', '1e3', 'NaN', '0.00000001', '') },
);
/** A text as some program writes it: one style of quotes and spaces throughout. */
const text = fc
  .record({
    levels: fc.array(fc.array(number, { minLength: 2, maxLength: 4 }), { maxLength: 4 }),
    quote: fc.constantFrom('', '', '"', "'"),
    comma: fc.constantFrom(',', ', '),
  })
  .map(({ levels, quote, comma }) => {
    const rows = levels.map((fields) => `[${fields.map((field) => quote + field + quote).join(comma)}]`);
    return `[${rows.join(comma)}]`;
  });
/** What goes wrong with texts: bytes left out, put in, doubled. */
const mutation = fc.record({ at: fc.nat(), remove: fc.nat(2), insert: fc.constantFrom('', ...'[]],,  .09-e"\'x\n') });
const mutated = fc.tuple(text, fc.array(mutation, { maxLength: 3 })).map(([text, mutations]) => {
  let result = text;
  for (const { at, remove, insert } of mutations) {
    const place = at % (result.length + 1);
    result = result.slice(0, place) + insert + result.slice(place + remove);
  }
  return result;
});

describe('PlainLevelScanner', () => {
  it.each([
    '[[100,2]]',
    '[[100.5,2.25,0,1],[100,3]]',
    '[["100.5","2"], ["100","3"]]',
    "[['100.5', '2', '0', '1'], ['100', '3', '0', '2']]",
    '[[007,1.]]',
  ])('takes %s', (text) => {
    const bytes = encoder.encode(text);
    expect(readPlainly(bytes, 0, bytes.length)).toEqual(readGenerally(bytes, 0, bytes.length));
  });

  it.each([
    '',
    '[]',
    ' [[1,1]]',
    '[[1,1]] ',
    '[[1 ,1]]',
    '[[1,  1]]',
    '[[-1,1]]',
    '[[1e2,1]]',
    '[[1234567890123456,1]]',
  ])('leaves "%s" to the general scanner', (text) => {
    const bytes = encoder.encode(text);
    expect(readPlainly(bytes, 0, bytes.length)).toBeNull();
  });

  it('drops levels of size 0', () => {
    const bytes = encoder.encode('[[101,0],[100,2],[99,0.00]]');
    expect(readPlainly(bytes, 0, bytes.length)).toEqual([[100, 2, 0, 0]]);
  });

  it('takes nothing that the general scanner reads otherwise, whatever goes wrong with a text', () => {
    let taken = 0;
    fc.assert(
      fc.property(mutated, (text) => {
        const bytes = encoder.encode(text);
        if (readPlainly(bytes, 0, bytes.length) !== null) taken++;
        return isAgreed(bytes, 0, bytes.length);
      }),
      { seed: 23, numRuns: 100_000 },
    );
    expect(taken).toBeGreaterThan(10_000);
  });

  it('reads no further than the end, wherever a text is cut out of its batch', () => {
    fc.assert(
      fc.property(mutated, mutated, (first, second) => {
        const bytes = encoder.encode(first + second);
        for (let start = 0; start <= bytes.length; start++) {
          if (bytes[start] !== 0x5b) continue;
          for (let end = start; end <= bytes.length; end++) {
            if (!isAgreed(bytes, start, end)) return false;
            const alone = bytes.slice(start, end);
            const [inside, apart] = [readPlainly(bytes, start, end), readPlainly(alone, 0, alone.length)];
            if (JSON.stringify(inside) !== JSON.stringify(apart)) return false;
          }
        }
        return true;
      }),
      { seed: 29, numRuns: 300 },
    );
  });

  it('reads numbers as DecimalReader does', () => {
    const reader = new DecimalReader();
    fc.assert(
      fc.property(number, (digits) => {
        const bytes = encoder.encode(`[[${digits},1]]`);
        const rows = readPlainly(bytes, 0, bytes.length);
        return rows === null || rows[0]![0] === reader.read(bytes, 2, bytes.length - 4);
      }),
      { seed: 31, numRuns: 20_000 },
    );
  });
});
