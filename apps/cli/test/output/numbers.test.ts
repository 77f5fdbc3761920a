import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatChance,
  formatCount,
  formatCounted,
  formatDelta,
  formatNumber,
  formatObi,
  formatSeconds,
  formatShare,
  formatSize,
} from '../../src/output/numbers.ts';

describe('numbers for people', () => {
  it.each([
    [formatObi(0.3184), '+0.318'],
    [formatObi(-0.25), '−0.250'],
    [formatObi(-0.0001), '0.000'],
    [formatObi(0), '0.000'],
    [formatObi(1), '+1.000'],
    [formatCount(1_234_567.4), '1,234,567'],
    [formatNumber(64_210.5), '64,210.5'],
    [formatNumber(-0.00001234), '−0.00001234'],
    [formatSize(12.4), '12.4'],
    [formatSize(1234.5678), '1,235'],
    [formatSize(64_210), '64.2K'],
    [formatSize(-1_240_000), '−1.24M'],
    [formatSize(0), '0'],
    [formatSize(0.00012345), '0.0001235'],
    [formatDelta(1.8), '+1.8'],
    [formatDelta(-1.8), '−1.8'],
    [formatDelta(0), '0'],
    [formatChance(0.99999999983), '> 99.9 %'],
    [formatChance(2e-13), '< 0.1 %'],
    [formatChance(0.994), '99.4 %'],
    [formatShare(0.5132), '51.3 %'],
    [formatBytes(999), '999 bytes'],
    [formatBytes(14_774_272), '14.8 MB'],
    [formatSeconds(0.844), '844 ms'],
    [formatSeconds(200), '3 min 20 s'],
    [formatCounted(1, 'snapshot'), '1 snapshot'],
    [formatCounted(2000, 'snapshot'), '2,000 snapshots'],
  ])('writes %s as %s', (text, expected) => {
    expect(text).toBe(expected);
  });
});
