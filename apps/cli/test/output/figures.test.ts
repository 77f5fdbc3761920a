import { describe, expect, it } from 'vitest';
import { figureLabel, formatFigure, groupFigures } from '../../src/output/figures.ts';

describe('groupFigures', () => {
  it('puts what belongs together into one group and leaves out what is not there', () => {
    expect(groupFigures([{ obiMin: -1, obiMax: 1, snapshots: 3 }, { cvdEnd: 5 }])).toEqual([
      { title: 'Snapshots', names: ['snapshots'] },
      { title: 'Order-book imbalance', names: ['obiMin', 'obiMax'] },
      { title: 'Cumulative volume delta', names: ['cvdEnd'] },
    ]);
  });

  it('keeps figures that it does not know, eight to a group', () => {
    const figures = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`own${index}`, index]));
    expect(groupFigures([figures]).map(({ names }) => names.length)).toEqual([8, 1]);
  });
});

describe('figureLabel', () => {
  it('is the known label, else the name in words', () => {
    expect(figureLabel('obiP50')).toBe('median');
    expect(figureLabel('hitRateStandardError')).toBe('hit rate standard error');
  });
});

describe('formatFigure', () => {
  it.each([
    ['obiMean', -0.1234, '−0.123'],
    ['obiStandardDeviation', 0.21, '0.210'],
    ['cvdEnd', -1234567, '−1.23M'],
    ['cvdChange', 12, '+12'],
    ['midChangeBps', -12.3456, '−12.35 bps'],
    ['buyShare', 0.5, '50.0 %'],
    ['lastMid', 60000, '60,000'],
    ['snapshots', 20000, '20,000'],
    ['first', '2025-07-01T00:00:00.500Z', '2025-07-01 00:00:00.500'],
    ['midChangeBps', 5, '+5 bps'],
    ['maxSpreadBps', 5, '5 bps'],
    ['obiMin', null, '—'],
  ] as const)('writes %s %s as %s', (name, value, expected) => {
    expect(formatFigure(name, value)).toBe(expected);
  });
});
