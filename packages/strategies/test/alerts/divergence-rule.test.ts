import { describe, expect, it } from 'vitest';
import { DivergenceRule } from '../../src/alerts/divergence-rule.ts';
import { alertsOf, firingSeconds, observationAt, type Points } from './observations.ts';

const OPTIONS = { moveBps: 20, windowSeconds: 300, rearmRatio: 0.8, resetsDaily: false };

function firings(points: Points<readonly [mid: number | null, cvd: number]>, options = OPTIONS) {
  return firingSeconds(new DivergenceRule(options), points, ([mid, cvd]) => ({ mid, cvd }));
}

describe('DivergenceRule', () => {
  it('fires when the price has moved and the CVD moved the other way', () => {
    // 10,000 to 10,019 is 19 bps, to 10,020 it is 20.
    expect(firings({ 0: [10_000, 50], 60: [10_019, 40], 120: [10_020, 49] })).toEqual([120]);
    expect(firings({ 0: [10_000, 50], 60: [9981, 60], 120: [9980, 51] })).toEqual([120]);
  });

  it('is silent where the CVD went along or stood still', () => {
    expect(firings({ 0: [10_000, 50], 60: [10_030, 51], 120: [10_030, 50] })).toEqual([]);
  });

  it('compares price and CVD between the same two snapshots', () => {
    // At 310 the oldest snapshot is that of second 60: +30 bps, CVD +5.
    expect(
      firings({ 0: [10_000, 90], 60: [10_000, 40], 150: [10_000, 40], 240: [10_000, 40], 310: [10_030, 45] }),
    ).toEqual([]);
  });

  it('raises one alert until the move falls below rearmRatio of the threshold', () => {
    // 16 bps keep it back, 15 do not.
    expect(firings({ 0: [10_000, 50], 10: [10_020, 40], 20: [10_016, 40], 30: [10_025, 40] })).toEqual([10]);
    expect(firings({ 0: [10_000, 50], 10: [10_020, 40], 20: [10_015, 40], 30: [10_025, 40] })).toEqual([10, 30]);
  });

  it('passes over a book without a mid', () => {
    expect(firings({ 0: [null, 90], 1: [10_000, 50], 10: [null, 40], 20: [10_020, 49] })).toEqual([20]);
  });

  it('does not look across a gap', () => {
    expect(firings({ 0: [10_000, 50], 121: [10_050, 40], 122: [10_050, 40] })).toEqual([]);
  });

  it('takes the daily reset of the CVD for no change', () => {
    const midnight = 12 * 3600;
    const points = { [midnight - 10]: [10_000, 5000], [midnight + 1]: [10_030, 3] } as const;
    expect(firings(points, { ...OPTIONS, resetsDaily: true })).toEqual([]);
    expect(firings(points)).toEqual([midnight + 1]);
  });

  it('says what happened in one sentence', () => {
    const series = [observationAt(0, { mid: 10_000, cvd: 50 }), observationAt(10, { mid: 9975, cvd: 62.5 })];
    expect(alertsOf(new DivergenceRule(OPTIONS), series)).toMatchObject([
      {
        rule: 'divergence',
        value: -25,
        threshold: 20,
        message: 'BTCUSDT: price fell by 25 bps within 300 s while CVD rose by 12.5 at 2025-07-01 12:00:10.000 UTC.',
      },
    ]);
  });
});
