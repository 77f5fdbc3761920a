import { describe, expect, it } from 'vitest';
import { SpreadRule } from '../../src/alerts/spread-rule.ts';
import { alertsOf, firingSeconds, observationAt } from './observations.ts';

const OPTIONS = { spreadBps: 10, rearmRatio: 0.8 };

function firings(spreads: readonly (number | null)[]) {
  return firingSeconds(new SpreadRule(OPTIONS), spreads, (spreadBps) => ({ spreadBps }));
}

describe('SpreadRule', () => {
  it('fires when the spread reaches the threshold, and once', () => {
    expect(firings([2, 9.99, 10, 14, 11])).toEqual([2]);
  });

  it('is armed again below rearmRatio of the threshold', () => {
    expect(firings([12, 8, 12, 7.9, 12])).toEqual([0, 4]);
  });

  it('takes a book without a spread for nothing: it neither fires nor arms again', () => {
    expect(firings([12, null, 12, null, null, 7.9, null, 12])).toEqual([0, 7]);
  });

  it('says what happened in one sentence', () => {
    const series = [observationAt(1, { spreadBps: 12.3456789 })];
    expect(alertsOf(new SpreadRule(OPTIONS), series)).toMatchObject([
      {
        rule: 'spread',
        value: 12.3456789,
        threshold: 10,
        message: 'BTCUSDT: spread widened to 12.3 bps of the mid at 2025-07-01 12:00:01.000 UTC.',
      },
    ]);
  });
});
