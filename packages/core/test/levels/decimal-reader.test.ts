import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecimalReader } from '../../src/levels/decimal-reader.ts';

const encoder = new TextEncoder();

function read(text: string): number {
  const bytes = encoder.encode(text);
  const reader = new DecimalReader();
  const value = reader.read(bytes, 0, bytes.length);
  return reader.end === bytes.length ? value : Number.NaN;
}

const digits = (most: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: most });
const decimal = fc
  .record({
    sign: fc.constantFrom('', '-', '+'),
    whole: digits(22),
    fraction: fc.option(digits(24), { nil: null }),
    exponent: fc.option(fc.integer({ min: -340, max: 340 }), { nil: null }),
  })
  .map(({ sign, whole, fraction, exponent }) => {
    const tail = exponent === null ? '' : `e${exponent}`;
    return `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${tail}`;
  });

describe('DecimalReader', () => {
  it('gives the double that Number gives, for any decimal', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        expect(read(text)).toBe(Number(text) + 0);
      }),
      { numRuns: 20_000 },
    );
  });

  it('gives the double that Number gives, for the shortest text of any double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(read(String(value))).toBe(value + 0);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    ['.5', 0.5],
    ['5.', 5],
    ['+7', 7],
    ['-0', 0],
    ['007.50', 7.5],
    ['1E3', 1000],
    ['1e+16', 1e16],
    ['1e-05', 1e-5],
    ['0e999999999999', 0],
    ['1e400', Number.POSITIVE_INFINITY],
    ['1e-400', 0],
    [`0.${'0'.repeat(400)}1`, 0],
    [`1${'0'.repeat(308)}`, 1e308],
  ])('reads %s', (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each(['', '.', '-', 'e5', '1e', '1e+', 'abc', '1_000', '0x10', '--1', 'null'])(
    'reads no number in "%s"',
    (text) => {
      expect(read(text)).toBeNaN();
    },
  );

  it.each(['NaN', 'nan', '-inf', 'Infinity'])('knows that %s spells a number that is not finite', (text) => {
    const reader = new DecimalReader();
    expect(reader.read(encoder.encode(text), 0, text.length)).toBeNaN();
    expect(reader.isNonFinite).toBe(true);
  });

  it('stops at the end it is given', () => {
    const reader = new DecimalReader();
    expect(reader.read(encoder.encode('12345'), 0, 2)).toBe(12);
    expect(reader.end).toBe(2);
  });
});
