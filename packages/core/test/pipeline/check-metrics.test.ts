import { describe, expect, it } from 'vitest';
import { checkMetrics } from '../../src/pipeline/check-metrics.ts';
import { metricColumnsOf, type StoredMetric } from '../support/memory-metrics-repository.ts';

function metric(changes: Partial<StoredMetric> = {}): StoredMetric {
  const time = { timestamp: 5, nanoseconds: 0, text: '5' };
  return { snapshotId: 7, instrument: 'A', ...time, obi: 0.5, cvd: -3, bestBid: 99, bestAsk: 101, ...changes };
}

const check = (changes: Partial<StoredMetric>) => checkMetrics(metricColumnsOf([metric(), metric(changes)]), 'a.db');

describe('checkMetrics', () => {
  it.each([
    {},
    { obi: -1, cvd: -Number.MAX_VALUE, bestBid: null, bestAsk: 0 },
    { obi: 1, cvd: Number.MAX_VALUE, bestBid: Number.MAX_VALUE, bestAsk: null },
    { obi: 0, cvd: 0, bestBid: null, bestAsk: null },
    { bestBid: 101, bestAsk: 99 },
  ])('takes %o', (changes) => {
    expect(() => check(changes)).not.toThrow();
  });

  it.each([
    [{ obi: 1 + Number.EPSILON }, 'obi 1.0000000000000002'],
    [{ obi: -1 - Number.EPSILON }, 'obi -1.0000000000000002'],
    [{ obi: Number.NaN }, 'obi NaN'],
    [{ cvd: Number.POSITIVE_INFINITY }, 'cvd Infinity'],
    [{ cvd: Number.NEGATIVE_INFINITY }, 'cvd -Infinity'],
    [{ cvd: Number.NaN }, 'cvd NaN'],
    [{ bestBid: Number.POSITIVE_INFINITY }, 'bestBid Infinity'],
    [{ bestBid: -1 }, 'bestBid -1'],
    [{ bestAsk: Number.NEGATIVE_INFINITY }, 'bestAsk -Infinity'],
    [{ bestAsk: Number.POSITIVE_INFINITY }, 'bestAsk Infinity'],
  ])('refuses %o, and names the row', (changes, what) => {
    expect(() => check({ snapshotId: 12, ...changes })).toThrow(
      expect.objectContaining({
        code: 'broken-invariant',
        message: expect.stringContaining(`a.db: book row 12 would get ${what}, which cannot be`),
      }),
    );
  });
});
