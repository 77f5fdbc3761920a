import { type Alert, compareTimestamps } from '@orderflow/core';
import fc from 'fast-check';
import type { AlertRule } from '../../src/alerts/alert-rule.ts';
import type { Observation } from '../../src/alerts/observation.ts';

/** 2025-07-01 12:00:00 UTC. */
const NOON = Date.UTC(2025, 6, 1, 12);

/** An observation `seconds` after noon; what is not said is null. */
export function observationAt(seconds: number, values: Partial<Observation> = {}): Observation {
  const ms = Math.floor(seconds * 1000);
  return {
    instrument: 'BTCUSDT',
    snapshotId: Math.round(seconds * 10),
    timestamp: NOON + ms,
    nanoseconds: Math.round((seconds * 1000 - ms) * 1e6),
    obi: null,
    cvd: null,
    bestBid: null,
    bestAsk: null,
    mid: null,
    spreadBps: null,
    ...values,
  };
}

/** Every alert of a series. */
export function alertsOf(rule: AlertRule, series: readonly Observation[]): readonly Alert[] {
  return series.map((observation) => rule.observe(observation)).filter((alert) => alert !== null);
}

/** What snapshots show, by the seconds after noon at which they were taken. */
export type Points<Value> = Readonly<Record<number, Value>>;

/** The seconds after noon at which a series raises alerts. */
export function firingSeconds<Value>(
  rule: AlertRule,
  points: Points<Value>,
  show: (value: Value) => Partial<Observation>,
): readonly number[] {
  const series = Object.entries(points)
    .map(([seconds, value]) => observationAt(Number(seconds), show(value)))
    .sort(compareTimestamps);
  return alertsOf(rule, series).map(({ at }) => (at.timestamp - NOON) / 1000);
}

/** Steps between snapshots in seconds, gaps among them. */
const anyStep = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 0, max: 40 }).map((tenths) => tenths / 10) },
  { weight: 1, arbitrary: fc.constantFrom(119, 121, 4000) },
);

/** Series of observations in time order, with empty sides, crossed books, and gaps. */
export const anySeries = fc
  .array(
    fc.record({
      step: anyStep,
      obi: fc.integer({ min: -10, max: 10 }).map((tenths) => tenths / 10),
      flow: fc.integer({ min: -20, max: 20 }),
      mid: fc.option(fc.integer({ min: 9900, max: 10_100 }), { freq: 8 }),
      spreadBps: fc.integer({ min: 1, max: 30 }),
    }),
    { maxLength: 120 },
  )
  .map((steps) => {
    let seconds = 0;
    let cvd = 0;
    return steps.map(({ step, obi, flow, mid, spreadBps }) => {
      seconds += step;
      cvd += flow;
      return observationAt(seconds, { obi, cvd, mid, spreadBps: mid === null ? null : spreadBps });
    });
  });
