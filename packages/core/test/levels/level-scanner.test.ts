import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BookSide } from '../../src/levels/level-scanner.ts';
import { LevelScanner } from '../../src/levels/level-scanner.ts';

const encoder = new TextEncoder();

/** Scans with bytes around the text that would continue it, as in a batch. */
function scan(text: string, side: BookSide = 'bid') {
  const scanner = new LevelScanner();
  const bytes = encoder.encode(`]9"'${text}"',0]1`);
  const problem = scanner.scan(bytes, 4, bytes.length - 6, side);
  const { levels } = scanner;
  const rows = Array.from({ length: levels.count }, (_, row) => [
    levels.prices[row]!,
    levels.sizes[row]!,
    levels.liquidationCounts[row]!,
    levels.orderCounts[row]!,
  ]);
  return { problem, rows, volume: scanner.volume, best: scanner.best, isSorted: scanner.isSorted };
}

describe('LevelScanner', () => {
  it('reads price, size, liquidation count and order count', () => {
    expect(scan('[[100.5,2,1,7],[100,3.25,0,2]]')).toEqual({
      problem: null,
      rows: [
        [100.5, 2, 1, 7],
        [100, 3.25, 0, 2],
      ],
      volume: 5.25, // 2 + 3.25
      best: 100.5,
      isSorted: true,
    });
  });

  it.each([
    ['double quotes', '[["100","2","0","1"]]', [[100, 2, 0, 1]]],
    ['single quotes', "[['100', '2', '0', '1']]", [[100, 2, 0, 1]]],
    ['white space everywhere', ' [\n[ 1e2 ,\t2.0 ] ]\r\n', [[100, 2, 0, 0]]],
    ['exponents', '[[1E+2,2e-1]]', [[100, 0.2, 0, 0]]],
    ['two fields', '[[100,2]]', [[100, 2, 0, 0]]],
    ['three fields', '[[100,2,5]]', [[100, 2, 5, 0]]],
    ['a size of zero, which is no level', '[[101,0],[100,2]]', [[100, 2, 0, 0]]],
    ['-0, which is zero', '[[101,-0],[100,2,-0.0]]', [[100, 2, 0, 0]]],
  ])('takes %s', (_, text, rows) => {
    expect(scan(text)).toMatchObject({ problem: null, rows });
  });

  it.each(['', ' ', '[]', '[ ]', '\n[]\n'])('takes "%s" for an empty side', (text) => {
    expect(scan(text)).toEqual({ problem: null, rows: [], volume: 0, best: Number.NaN, isSorted: true });
  });

  it.each([
    ['negative-level', '[[100,-1]]'],
    ['negative-level', '[[-100,1]]'],
    ['negative-level', '[[100,1,-1]]'],
    ['non-finite-level', '[[1e400,1]]'],
    ['non-finite-level', '[[100,NaN]]'],
    ['non-finite-level', "[['inf',1]]"],
    ['unreadable-levels', '[[100]]'],
    ['unreadable-levels', '[[100,1,0,1,5]]'],
    ['unreadable-levels', '[[]]'],
    ['unreadable-levels', '[100,1]'],
    ['unreadable-levels', '[[100,1]'],
    ['unreadable-levels', '[[100,1],]'],
    ['unreadable-levels', '[[100,1,]]'],
    ['unreadable-levels', '[[100 1]]'],
    ['unreadable-levels', '[[100,1]]x'],
    ['unreadable-levels', '[["100\',1]]'],
    ['unreadable-levels', '[["100,1]]'],
    ['unreadable-levels', '[["",1]]'],
    ['unreadable-levels', '[[100,null]]'],
    ['unreadable-levels', '{"bids":[]}'],
    ['unreadable-levels', 'null'],
    ['unreadable-levels', '[[["100"],1]]'],
    ['unreadable-levels', '[[100,"1'],
    ['unreadable-levels', '['],
    ['unreadable-levels', '[['],
  ])('finds %s in %s', (problem, text) => {
    expect(scan(text).problem).toBe(problem);
  });

  it('finds the best price of each side in any order, and says that the order is off', () => {
    const text = '[[100,1],[102,1],[101,1]]';
    expect(scan(text, 'bid')).toMatchObject({ best: 102, isSorted: false });
    expect(scan(text, 'ask')).toMatchObject({ best: 100, isSorted: false });
    expect(scan('[[100,1],[101,1]]', 'ask')).toMatchObject({ best: 100, isSorted: true });
    expect(scan('[[100,1],[100,1]]', 'ask')).toMatchObject({ isSorted: false });
  });

  it('gives an infinite volume where finite sizes overflow', () => {
    expect(scan('[[100,1e308],[99,1e308]]').volume).toBe(Number.POSITIVE_INFINITY);
  });

  it('reads more levels than its first capacity', () => {
    const levels = Array.from({ length: 1000 }, (_, row) => [2000 - row, row + 1]);
    expect(scan(JSON.stringify(levels)).rows).toEqual(levels.map(([price, size]) => [price, size, 0, 0]));
  });

  it('reads what JSON.parse reads, however numbers are written', () => {
    const number = fc.oneof(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), fc.nat(100_000));
    const level = fc.array(number, { minLength: 2, maxLength: 4 });
    const levels = fc.array(level, { maxLength: 12 });
    fc.assert(
      fc.property(levels, fc.boolean(), fc.constantFrom(undefined, 1, '\t'), (sides, isQuoted, space) => {
        const text = JSON.stringify(isQuoted ? sides.map((fields) => fields.map(String)) : sides, null, space);
        const wanted = (JSON.parse(text) as (string | number)[][])
          .map((fields) => [0, 1, 2, 3].map((field) => Number(fields[field] ?? 0)))
          .filter(([, size]) => size !== 0);
        expect(scan(text)).toMatchObject({ problem: null, rows: wanted });
      }),
      { numRuns: 2000 },
    );
  });

  it('accepts no text that JSON.parse reads as something else', () => {
    const noise = fc.string({
      unit: fc.constantFrom('[', ']', ',', '1', '2.5', '"', ' ', '-', 'e', '.'),
      maxLength: 16,
    });
    fc.assert(
      fc.property(noise, (text) => {
        const result = scan(text);
        if (result.problem !== null) return;
        let parsed: unknown;
        try {
          parsed = JSON.parse(text);
        } catch {
          return;
        }
        const wanted = (parsed as (string | number)[][]).map((fields) =>
          [0, 1, 2, 3].map((field) => Number(fields[field] ?? 0) + 0),
        );
        expect(result.rows).toEqual(wanted.filter(([, size]) => size !== 0));
      }),
      { numRuns: 20_000 },
    );
  });
});
