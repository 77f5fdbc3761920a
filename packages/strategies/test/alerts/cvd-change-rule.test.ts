import { describe, expect, it } from 'vitest';
import { CvdChangeRule } from '../../src/alerts/cvd-change-rule.ts';
import { alertsOf, firingSeconds, observationAt, type Points } from './observations.ts';

const OPTIONS = { change: 100, windowSeconds: 60, rearmRatio: 0.8, resetsDaily: false };

function firings(points: Points<number | null>, options = OPTIONS) {
  return firingSeconds(new CvdChangeRule(options), points, (cvd) => ({ cvd }));
}

describe('CvdChangeRule', () => {
  it('compares with the oldest snapshot of the window', () => {
    // At 60: 130 - 40 (second 0 is 60 s back and still inside) = 90. At 61: 150 - 45 (second 10) = 105.
    expect(firings({ 0: 40, 10: 45, 60: 130, 61: 150 })).toEqual([61]);
  });

  it('fires on a fall as on a rise, and says so', () => {
    const series = [observationAt(0, { cvd: 2000 }), observationAt(30.25, { cvd: 765.5 })];
    expect(alertsOf(new CvdChangeRule(OPTIONS), series)).toMatchObject([
      {
        rule: 'cvd-change',
        value: -1234.5,
        threshold: 100,
        snapshotId: 303,
        message: 'BTCUSDT: CVD fell by 1,234.5 within 60 s and was 765.5 at 2025-07-01 12:00:30.250 UTC.',
      },
    ]);
  });

  it('is silent about a change that took longer than the window', () => {
    expect(firings({ 0: 0, 30: 49, 60: 98, 90: 147, 120: 196 })).toEqual([]);
  });

  it('raises one alert for a move that goes on', () => {
    expect(firings(Array.from({ length: 200 }, (_, second) => second * 5))).toEqual([20]);
  });

  it('is armed again when the change in the window falls below rearmRatio of the threshold', () => {
    // 100 at 10; 79 at 70 (179 - 100 of second 10); 100 at 75 (200 - 100 of second 40).
    expect(firings({ 0: 0, 10: 100, 40: 100, 70: 179, 75: 200 })).toEqual([10, 75]);
    // 81 at 70 keeps it back.
    expect(firings({ 0: 0, 10: 100, 40: 100, 70: 181, 75: 200 })).toEqual([10]);
  });

  it('fires on the other side at once', () => {
    expect(firings({ 0: 0, 10: 100, 20: -100 })).toEqual([10, 20]);
  });

  it('does not look across a gap', () => {
    const options = { ...OPTIONS, windowSeconds: 300 };
    expect(firings({ 0: 0, 120: 150 }, options)).toEqual([120]);
    expect(firings({ 0: 0, 121: 150, 130: 249, 131: 250 }, options)).toEqual([131]);
  });

  it('takes the daily reset for no change', () => {
    const midnight = 12 * 3600;
    const points = { [midnight - 10]: 5000, [midnight + 1]: 3, [midnight + 11]: 104 };
    expect(firings(points, { ...OPTIONS, resetsDaily: true })).toEqual([midnight + 11]);
    expect(firings(points)).toEqual([midnight + 1]);
  });

  it('passes over a snapshot without a CVD', () => {
    expect(firings({ 0: 0, 10: null, 20: 100 })).toEqual([20]);
  });
});
