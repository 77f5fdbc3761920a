import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forwardReturnsOf } from '../../src/index.ts';

const series = { timestamps: Float64Array.of(0, 10, 20, 30), mids: Float64Array.of(100, 110, 121, 100) };
const LOG_TENTH = Math.log(1.1);

describe('forward returns', () => {
  it('are the log of the later mid over the one that stands after the decision', () => {
    // Signal at 0, 5 ms to decide: mid 100. 10 ms later, at 15: mid 110. At 10: 110 to that of 25, 121.
    const returns = forwardReturnsOf(series, Float64Array.of(0, 10), { horizonMs: 10, decisionLatencyMs: 5 });
    expect([...returns]).toEqual([expect.closeTo(LOG_TENTH, 15), expect.closeTo(LOG_TENTH, 15)]);
  });

  it('take the mid of a book at the very time', () => {
    // At 10 the mid is 110 already, at 20 it is 121.
    expect(forwardReturnsOf(series, Float64Array.of(10), { horizonMs: 10 })[0]).toBeCloseTo(LOG_TENTH, 15);
    // Two books of the same time: the later one counts.
    const twice = { timestamps: Float64Array.of(0, 10, 10), mids: Float64Array.of(100, 50, 110) };
    expect(forwardReturnsOf(twice, Float64Array.of(0), { horizonMs: 10 })[0]).toBeCloseTo(LOG_TENTH, 15);
  });

  it('are unknown past the last book and before the first', () => {
    // 20 + 10 reaches the last book, 21 + 10 does not; -1 lies before the first.
    const returns = forwardReturnsOf(series, Float64Array.of(-1, 20, 21), { horizonMs: 10 });
    expect([...returns]).toEqual([Number.NaN, expect.closeTo(Math.log(100 / 121), 14), Number.NaN]);
    const nothing = { timestamps: new Float64Array(0), mids: new Float64Array(0) };
    expect([...forwardReturnsOf(nothing, Float64Array.of(1), { horizonMs: 1 })]).toEqual([Number.NaN]);
  });

  it('take the mid before from a book that has none', () => {
    const holed = { timestamps: Float64Array.of(0, 10, 20), mids: Float64Array.of(100, Number.NaN, 110) };
    const returns = forwardReturnsOf(holed, Float64Array.of(0, 10), { horizonMs: 10 });
    expect([...returns]).toEqual([0, expect.closeTo(LOG_TENTH, 15)]);
  });

  it('refuse delays below 0 and signals out of order', () => {
    const times = Float64Array.of(5, 4);
    expect(() => forwardReturnsOf(series, times, { horizonMs: 1 })).toThrow('signal 1 at 4');
    expect(() => forwardReturnsOf(series, times, { horizonMs: -1 })).toThrow('the horizon is -1 ms');
    expect(() => forwardReturnsOf(series, times, { horizonMs: 1, decisionLatencyMs: Number.NaN })).toThrow(
      'the decision latency is NaN ms',
    );
  });

  const books = fc.array(
    fc.record({
      wait: fc.integer({ min: 0, max: 6 }),
      mid: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 1, max: 50 }) },
        { weight: 1, arbitrary: fc.constant(Number.NaN) },
      ),
    }),
    { maxLength: 30 },
  );
  const delays = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 9 }));

  it('agree with a search through all books', () => {
    fc.assert(
      fc.property(books, fc.array(fc.integer({ min: -5, max: 120 })), delays, (rows, signals, [horizonMs, latency]) => {
        let time = 0;
        const timestamps = Float64Array.from(rows, ({ wait }) => {
          time += wait;
          return time;
        });
        const mids = Float64Array.from(rows, ({ mid }) => mid);
        const midAt = (at: number) => {
          if (rows.length === 0 || at > time) return Number.NaN;
          const row = [...timestamps.keys()].findLast(
            (index) => timestamps[index]! <= at && !Number.isNaN(mids[index]!),
          );
          return row === undefined ? Number.NaN : mids[row]!;
        };
        const times = Float64Array.from(signals).sort();
        const returns = forwardReturnsOf({ timestamps, mids }, times, { horizonMs, decisionLatencyMs: latency });
        for (const [row, at] of times.entries()) {
          const expected = Math.log(midAt(at + latency + horizonMs)) - Math.log(midAt(at + latency));
          expect(returns[row]).toBe(expected);
        }
      }),
    );
  });

  it('never change for what lies behind the horizon', () => {
    const times = Float64Array.of(0, 10);
    const before = forwardReturnsOf(series, times, { horizonMs: 10 });
    const later = { ...series, mids: Float64Array.of(100, 110, 121, 7) };
    expect(forwardReturnsOf(later, times, { horizonMs: 10 })).toEqual(before);
  });
});
