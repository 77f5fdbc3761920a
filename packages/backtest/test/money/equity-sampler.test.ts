import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EquitySampler } from '../../src/index.ts';

/** Events as [time, equity after it]; the sampler sees the equity before each. */
function sample(intervalMs: number, start: number, events: readonly (readonly [number, number])[], end: number) {
  const sampler = new EquitySampler(intervalMs);
  let equity = start;
  for (const [timestamp, after] of events) {
    if (timestamp > sampler.nextTime) sampler.advance(timestamp, equity);
    equity = after;
  }
  return sampler.finish(end, equity);
}

describe('the equity sampler', () => {
  it('samples at multiples of the interval, from the starting equity to the final', () => {
    // Samples at 100 (start), 110, 120, 130, 140: the events of 105 and of 110 stand in 110, that of 131 in 140.
    const { startTime, intervalMs, values } = sample(
      10,
      50,
      [
        [105, 51],
        [110, 52],
        [131, 53],
      ],
      131,
    );
    expect([startTime, intervalMs]).toEqual([100, 10]);
    expect([...values]).toEqual([50, 52, 52, 52, 53]);
  });

  it('keeps the starting equity apart where the first event stands on a sample time', () => {
    const { startTime, values } = sample(10, 50, [[100, 51]], 100);
    expect(startTime).toBe(90);
    expect([...values]).toEqual([50, 51]);
  });

  it('goes on at the last equity to an end without events', () => {
    const { startTime, values } = sample(10, 50, [[101, 51]], 125);
    expect(startTime).toBe(100);
    expect([...values]).toEqual([50, 51, 51, 51]);
  });

  it('counts from the epoch before 1970 as well', () => {
    const { startTime, values } = sample(10, 50, [[-15, 51]], -15);
    expect(startTime).toBe(-20);
    expect([...values]).toEqual([50, 51]);
  });

  it('gives two samples for a run without events', () => {
    const { startTime, values } = sample(10, 50, [], 105);
    expect(startTime).toBe(100);
    expect([...values]).toEqual([50, 50]);
  });

  it('agrees with asking for the last equity at each time', () => {
    const waits = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 25 }), equity: fc.integer() }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(waits, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 30 }), (steps, interval, tail) => {
        let time = 1000;
        const events = steps.map(({ wait, equity }) => {
          time += wait;
          return [time, equity] as const;
        });
        const { startTime, values } = sample(interval, 7, events, time + tail);
        const first = events[0]![0];
        expect(startTime % interval).toBe(0);
        expect(startTime).toBeLessThan(first);
        expect(startTime + interval).toBeGreaterThanOrEqual(first);
        const last = startTime + (values.length - 1) * interval;
        expect(last).toBeGreaterThanOrEqual(time + tail);
        expect(last).toBeLessThan(time + tail + interval);
        for (const [row, value] of values.entries()) {
          const at = startTime + row * interval;
          expect(value).toBe(events.findLast(([timestamp]) => timestamp <= at)?.[1] ?? 7);
        }
      }),
    );
  });

  it('refuses intervals and times that are none, and more samples than fit', () => {
    expect(() => new EquitySampler(0)).toThrow('the interval is 0 ms');
    expect(() => new EquitySampler(0.5)).toThrow('the interval is 0.5 ms');
    const sampler = new EquitySampler(1);
    expect(() => sampler.advance(Number.NaN, 1)).toThrow('the time of an event is NaN');
    sampler.advance(0, 1);
    expect(() => sampler.advance(1e12, 1)).toThrow('choose a longer interval');
  });
});
