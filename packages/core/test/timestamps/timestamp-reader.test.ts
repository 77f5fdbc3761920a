import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTimestamp } from '../../src/timestamps/format-timestamp.ts';
import { parseTimestamp } from '../../src/timestamps/timestamp-reader.ts';

const AT = Date.UTC(2025, 6, 1, 12, 30, 5); // 1751373005000

describe('parseTimestamp', () => {
  it.each([
    ['1751373005', AT, 0],
    ['1751373005.25', AT + 250, 0],
    ['1751373005.123456789', AT + 123, 456_789],
    ['1751373005.1234567899', AT + 123, 456_789],
    ['1751373005123', AT + 123, 0],
    ['1751373005123.5', AT + 123, 500_000],
    ['1751373005123456', AT + 123, 456_000],
    ['1751373005123456.7', AT + 123, 456_700],
    ['1751373005123456789', AT + 123, 456_789],
    ['1751373005123456789.9', AT + 123, 456_789],
    ['0', 0, 0],
    ['0.5', 500, 0],
    ['00001751373005123', AT + 123, 0],
    ['2025-07-01T12:30:05Z', AT, 0],
    ['2025-07-01T12:30:05', AT, 0],
    ['2025-07-01 12:30:05', AT, 0],
    ['2025-07-01t12:30:05z', AT, 0],
    ['2025-07-01T12:30:05.1Z', AT + 100, 0],
    ['2025-07-01T12:30:05,123456789Z', AT + 123, 456_789],
    ['2025-07-01T14:30:05+02:00', AT, 0],
    ['2025-07-01T14:30:05.5+0200', AT + 500, 0],
    ['2025-07-01T07:00:05-05:30', AT, 0],
    ['2025-07-01T10:30:05-02', AT, 0],
    ['2025-07-01T12:30', AT - 5000, 0],
    ['2025-07-01T12:30Z', AT - 5000, 0],
    ['2025-07-01', Date.UTC(2025, 6, 1), 0],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29), 0],
    ['1969-12-31T23:59:59.75Z', -250, 0],
  ])('reads %s', (text, timestamp, nanoseconds) => {
    expect(parseTimestamp(text)).toEqual({ timestamp, nanoseconds });
  });

  it.each([
    '',
    ' ',
    'now',
    '-5',
    '1751373005.',
    '.5',
    '1e9',
    '1751373005 ',
    '123456789012345678901',
    '2025-02-29',
    '2025-13-01',
    '2025-00-01',
    '2025-07-00',
    '2025-07-01T24:00:00',
    '2025-07-01T12:60',
    '2025-07-01T12:30:60',
    '2025-07-01T12',
    '2025-07-01T12:30:05.Z',
    '2025-07-01T12:30:05+2',
    '2025-07-01T12:30:05+02:0',
    '2025-07-01T12:30.5',
    '2025-07-01T12:30,5Z',
    '2025-07-01T12:30:05Zulu',
    '2025-07-01X12:30:05',
    '1751373005é',
  ])('reads no time in "%s"', (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });

  it('reads the same moment from every unit', () => {
    const moment = fc.record({
      seconds: fc.integer({ min: 100_000_000, max: 99_999_999_99 }),
      nanoseconds: fc.integer({ min: 0, max: 999_999_999 }),
    });
    fc.assert(
      fc.property(moment, ({ seconds, nanoseconds }) => {
        const total = BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
        const wanted = { timestamp: Number(total / 1_000_000n), nanoseconds: Number(total % 1_000_000n) };
        const fraction = String(nanoseconds).padStart(9, '0');
        expect(parseTimestamp(`${seconds}.${fraction}`)).toEqual(wanted);
        expect(parseTimestamp(formatTimestamp(wanted))).toEqual(wanted);
        if (seconds < 1_000_000_000) return; // fewer digits would say another unit
        expect(parseTimestamp(String(total))).toEqual(wanted);
        expect(parseTimestamp(`${wanted.timestamp}.${fraction.slice(3)}`)).toEqual(wanted);
      }),
    );
  });

  it('agrees with Date on every day of four centuries', () => {
    for (let day = Date.UTC(1800, 0, 1); day < Date.UTC(2200, 0, 1); day += 86_400_000) {
      expect(parseTimestamp(new Date(day).toISOString())?.timestamp).toBe(day);
    }
  });
});

describe('formatTimestamp', () => {
  it.each([
    [{ timestamp: AT, nanoseconds: 0 }, '2025-07-01T12:30:05.000Z'],
    [{ timestamp: AT + 120, nanoseconds: 0 }, '2025-07-01T12:30:05.120Z'],
    [{ timestamp: AT + 1, nanoseconds: 20_000 }, '2025-07-01T12:30:05.001020000Z'],
    [{ timestamp: AT, nanoseconds: 1 }, '2025-07-01T12:30:05.000000001Z'],
  ])('writes three decimals, and nine where there are nanoseconds', (moment, text) => {
    expect(formatTimestamp(moment)).toBe(text);
  });
});
