import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elapsedMs, type Observation } from '../../src/alerts/observation.ts';
import { RollingWindow, SLOTS } from '../../src/alerts/rolling-window.ts';
import { anySeries, observationAt } from './observations.ts';

const MINUTE = { windowSeconds: 60, endsAtMidnight: false };

describe('RollingWindow', () => {
  it('returns the oldest sample of the window, the bound included', () => {
    const window = new RollingWindow<Observation>(MINUTE);
    const [first, second, third, fourth] = [0, 20, 60, 60.001].map((seconds) => observationAt(seconds));
    expect(window.add(first!)).toBe(first);
    expect(window.add(second!)).toBe(first);
    expect(window.add(third!)).toBe(first);
    expect(window.add(fourth!)).toBe(second);
  });

  it('keeps no more than its slots, and is late by one at most', () => {
    const window = new RollingWindow<Observation>(MINUTE);
    let most = 0;
    for (let step = 0; step < 200_000; step++) {
      const sample = observationAt(step / 1000);
      const ageMs = elapsedMs(window.add(sample), sample);
      most = Math.max(most, window.size);
      if (step % 997 === 0 && step >= 60_000) expect(ageMs).toBeGreaterThanOrEqual(60_000 - 60_000 / SLOTS);
    }
    expect(most).toBeLessThanOrEqual(SLOTS + 2);
  });

  it('is empty behind a gap and, where asked, behind midnight', () => {
    const hour = 3600;
    const lasting = new RollingWindow<Observation>({ windowSeconds: hour, endsAtMidnight: false });
    const daily = new RollingWindow<Observation>({ windowSeconds: hour, endsAtMidnight: true });
    const series = [0, 100, 221, 12 * hour - 1, 12 * hour].map((seconds) => observationAt(seconds));
    expect(series.map((sample) => lasting.add(sample).snapshotId)).toEqual([0, 0, 2210, 431_990, 431_990]);
    expect(series.map((sample) => daily.add(sample).snapshotId)).toEqual([0, 0, 2210, 431_990, 432_000]);
  });

  it('agrees with a search through the whole past', () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 1, max: 600 }), (series, windowSeconds) => {
        const window = new RollingWindow<Observation>({ windowSeconds, endsAtMidnight: false });
        for (const [index, sample] of series.entries()) {
          expect(window.add(sample)).toBe(oldestOf(series.slice(0, index + 1), windowSeconds * 1000));
        }
      }),
    );
  });
});

/** The obvious way: behind the last gap, the first sample of each slot, of these the oldest that is young enough. */
function oldestOf(past: readonly Observation[], windowMs: number): Observation {
  const now = past.at(-1)!;
  const gap = past.findLastIndex((sample, index) => index > 0 && elapsedMs(past[index - 1]!, sample) > 120_000);
  const slotOf = (sample: Observation) => Math.floor(sample.timestamp / (windowMs / SLOTS));
  const seen = past.slice(Math.max(gap, 0));
  const kept = seen.filter((sample, index) => index === 0 || slotOf(seen[index - 1]!) !== slotOf(sample));
  return kept.find((sample) => elapsedMs(sample, now) <= windowMs)!;
}
