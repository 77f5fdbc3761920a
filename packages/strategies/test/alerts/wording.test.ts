import { describe, expect, it } from 'vitest';
import { formatBps, formatMoment, formatNumber, formatObi } from '../../src/alerts/wording.ts';

describe('formatNumber', () => {
  it('keeps six significant digits and the whole part', () => {
    expect([0.1 + 0.2, 12.3456789, 1234567.891, 0.000012345678, -5, 0].map(formatNumber)).toEqual([
      '0.3',
      '12.3457',
      '1,234,568',
      '0.0000123457',
      '−5',
      '0',
    ]);
  });
});

describe('formatBps', () => {
  it('keeps three significant digits and the whole part', () => {
    expect([2.21682, 15.55, 12_345.6, -7].map(formatBps)).toEqual(['2.22 bps', '15.6 bps', '12,346 bps', '−7 bps']);
  });
});

describe('formatObi', () => {
  it('shows the sign of everything but zero', () => {
    expect([0.6, -0.71238, 0].map(formatObi)).toEqual(['+0.6', '−0.7124', '0']);
  });
});

describe('formatMoment', () => {
  it('writes UTC with the fraction that is there', () => {
    const timestamp = Date.UTC(2025, 6, 1, 12, 0, 5, 250);
    expect(formatMoment({ timestamp, nanoseconds: 0 })).toBe('2025-07-01 12:00:05.250 UTC');
    expect(formatMoment({ timestamp, nanoseconds: 1 })).toBe('2025-07-01 12:00:05.250000001 UTC');
  });
});
