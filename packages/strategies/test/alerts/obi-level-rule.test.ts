import { describe, expect, it } from 'vitest';
import { ObiLevelRule } from '../../src/alerts/obi-level-rule.ts';
import { alertsOf, firingSeconds, observationAt, type Points } from './observations.ts';

const OPTIONS = { level: 0.6, holdSeconds: 5, rearmRatio: 0.8 };

function firings(points: Points<number | null>, options = OPTIONS) {
  return firingSeconds(new ObiLevelRule(options), points, (obi) => ({ obi }));
}

describe('ObiLevelRule', () => {
  it('fires at the snapshot that completes the hold, and once', () => {
    // At or above 0.6 from second 1 on: 1 + 5 = 6.
    expect(firings([0.5, 0.6, 0.7, 0.7, 0.7, 0.9, 0.7, 0.7, 0.7])).toEqual([6]);
  });

  it('says what happened in one sentence', () => {
    const series = [0, 5].map((second) => observationAt(second, { obi: -0.71234567 }));
    expect(alertsOf(new ObiLevelRule(OPTIONS), series)).toEqual([
      {
        rule: 'obi-level',
        instrument: 'BTCUSDT',
        at: { timestamp: Date.UTC(2025, 6, 1, 12, 0, 5), nanoseconds: 0 },
        snapshotId: 50,
        value: -0.71234567,
        threshold: 0.6,
        message: 'BTCUSDT: OBI stayed at or below −0.6 for 5 s and was −0.7123 at 2025-07-01 12:00:05.000 UTC.',
      },
    ]);
  });

  it('starts the hold anew when the OBI leaves the level for one snapshot', () => {
    expect(firings({ 0: 0.7, 4: 0.7, 4.5: 0.59, 5: 0.7, 9: 0.7, 10: 0.7 })).toEqual([10]);
  });

  it('starts the hold anew when the OBI changes side', () => {
    expect(firings({ 0: 0.7, 4: 0.7, 5: -0.7, 9: -0.7, 10: -0.7 })).toEqual([10]);
  });

  it('measures the hold to the nanosecond', () => {
    const start = observationAt(0, { obi: 0.7, nanoseconds: 1 });
    const early = observationAt(5, { obi: 0.7, nanoseconds: 0 });
    const due = observationAt(5, { obi: 0.7, nanoseconds: 1 });
    expect(alertsOf(new ObiLevelRule(OPTIONS), [start, early])).toEqual([]);
    expect(alertsOf(new ObiLevelRule(OPTIONS), [start, due])).toHaveLength(1);
  });

  it('is armed again below rearmRatio of the level, not above it', () => {
    // 0.8 x 0.6 = 0.48.
    expect(firings({ 0: 0.7, 5: 0.7, 6: 0.49, 7: 0.7, 12: 0.7 })).toEqual([5]);
    expect(firings({ 0: 0.7, 5: 0.7, 6: 0.47, 7: 0.7, 12: 0.7 })).toEqual([5, 12]);
  });

  it('is armed again when the OBI changes side', () => {
    expect(firings({ 0: 0.7, 5: 0.7, 6: -0.7, 11: -0.7 })).toEqual([5, 11]);
  });

  it('does not bridge a step longer than the hold', () => {
    expect(firings({ 0: 0.7, 5.1: 0.7, 9: 0.7, 10: 0.7, 10.1: 0.7 })).toEqual([10.1]);
  });

  it('does not bridge a gap, however long the hold', () => {
    const options = { ...OPTIONS, holdSeconds: 200 };
    expect(firings({ 0: 0.7, 100: 0.7, 200: 0.7 }, options)).toEqual([200]);
    expect(firings({ 0: 0.7, 100: 0.7, 221: 0.7, 300: 0.7, 420: 0.7, 421: 0.7 }, options)).toEqual([421]);
  });

  it('raises no second alert where the level still holds behind a gap', () => {
    expect(firings({ 0: 0.7, 5: 0.7, 1000: 0.7, 1005: 0.7 })).toEqual([5]);
  });

  it('fires at once where nothing must be held', () => {
    expect(firings({ 0: 0.5, 1: 0.6, 2: 0.7 }, { ...OPTIONS, holdSeconds: 0 })).toEqual([1]);
  });

  it('passes over a snapshot without an OBI', () => {
    expect(firings({ 0: 0.7, 3: null, 5: 0.7 })).toEqual([5]);
  });
});
