import { describe, expect, it } from 'vitest';
import {
  decimalsOfStep,
  formatFixed,
  formatObi,
  formatPercent,
  formatSignedVolume,
  formatVolume,
  formatVolumeTick,
} from '../../src/model/number-format.ts';

describe('formatFixed', () => {
  it('groups thousands and keeps the decimals of the tick', () => {
    expect(formatFixed(64_210.5, 1)).toBe('64,210.5');
    expect(formatFixed(1_234_567.891, 2)).toBe('1,234,567.89');
    expect(formatFixed(0.00012345, 8)).toBe('0.00012345');
  });

  it('writes a true minus sign, and none for what rounds to zero', () => {
    expect(formatFixed(-3.25, 2)).toBe('\u22123.25');
    expect(formatFixed(-0.0001, 2)).toBe('0.00');
  });

  it('shows an em dash where there is no value', () => {
    expect(formatFixed(Number.NaN, 2)).toBe('\u2014');
    expect(formatFixed(Number.POSITIVE_INFINITY, 2)).toBe('\u2014');
  });
});

describe('formatVolume', () => {
  it.each([
    [12.4, '12.4'],
    [7.1, '7.10'],
    [0.302, '0.302'],
    [0.00123, '0.00123'],
    [999.4, '999'],
    [1240, '1.24K'],
    [-1240, '\u22121.24K'],
    [999_990, '1.00M'],
    [12_345_678, '12.3M'],
    [0, '0'],
  ])('writes %d as %s', (value, text) => {
    expect(formatVolume(value)).toBe(text);
  });
});

it('signs OBI, changes and shares', () => {
  expect(formatObi(0.318)).toBe('+0.318');
  expect(formatObi(-1)).toBe('\u22121.000');
  expect(formatObi(0)).toBe('0.000');
  expect(formatSignedVolume(1.8)).toBe('+1.80');
  expect(formatPercent(0.0012)).toBe('+0.12%');
});

it('tells the decimals of a step', () => {
  expect([0.5, 1, 0.25, 0.001, 1e-8, 20].map(decimalsOfStep)).toEqual([1, 0, 2, 3, 8, 0]);
});

it('labels the ticks of a volume axis alike', () => {
  expect([0, 500, 1000, 1500].map((tick) => formatVolumeTick(tick, 500))).toEqual(['0', '500', '1.0K', '1.5K']);
});
