import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exposureOf, turnoverOf } from '../../src/index.ts';
import { roundTripsOf, type ShortFill } from '../support/round-trips.ts';

const HOUR = { startTime: 0, endTime: 100 };

describe('exposure', () => {
  it('is the share of time with a position in any instrument', () => {
    // Held from 10 to 30 and, in the other, from 20 to 50, then from 70 to 80: 40 + 10 of 100.
    const trips = roundTripsOf([
      [0, 1, 5, 1, 0, 10],
      [1, -1, 5, 1, 0, 20],
      [0, -1, 5, 1, 0, 30],
      [1, 1, 5, 1, 0, 50],
      [0, 1, 5, 1, 0, 70],
      [0, -1, 5, 1, 0, 80],
    ]);
    expect(exposureOf(trips, HOUR)).toBe(0.5);
  });

  it('counts what is open to the end, and nothing outside the period', () => {
    const trips = roundTripsOf([[0, 1, 5, 1, 0, 75]]);
    expect(exposureOf(trips, HOUR)).toBe(0.25);
    expect(exposureOf(trips, { startTime: 80, endTime: 90 })).toBe(1);
    expect(exposureOf(trips, { startTime: 0, endTime: 70 })).toBe(0);
  });

  it('is 0 without round trips and null without time', () => {
    expect(exposureOf(roundTripsOf([]), HOUR)).toBe(0);
    expect(exposureOf(roundTripsOf([]), { startTime: 5, endTime: 5 })).toBeNull();
  });

  it('agrees with asking at every moment', () => {
    const fill = fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(1, -1), fc.integer({ min: 0, max: 10 }));
    fc.assert(
      fc.property(fc.array(fill, { maxLength: 20 }), (steps) => {
        let time = 0;
        const fills = steps.map(([instrument, sign, wait]): ShortFill => {
          time += wait;
          return [instrument, sign, 5, 1, 0, time];
        });
        let held = 0;
        for (let moment = 0; moment < 100; moment++) {
          const positions = [0, 0];
          for (const [instrument, sign, , size, , at] of fills) {
            if (at <= moment) positions[instrument]! += sign * size;
          }
          if (positions.some((position) => position !== 0)) held += 1;
        }
        expect(exposureOf(roundTripsOf(fills), HOUR)).toBe(held / 100);
      }),
    );
  });
});

describe('turnover', () => {
  it('is the value traded, both ways, over mean equity', () => {
    // 5 x 2 + 6 x 3 + 7 x 1, the last still open: 35 over (90 + 110) / 2.
    const trips = roundTripsOf([
      [0, 1, 5, 2, 1, 10],
      [0, -1, 6, 3, 1, 20],
      [1, 1, 7, 1, 1, 20],
    ]);
    expect(turnoverOf(trips, Float64Array.of(90, 110))).toBe(0.35);
  });

  it('is 0 without a fill, and null without equity above 0', () => {
    expect(turnoverOf(roundTripsOf([]), Float64Array.of(100))).toBe(0);
    expect(turnoverOf(roundTripsOf([]), Float64Array.of(100, -100))).toBeNull();
    expect(turnoverOf(roundTripsOf([]), new Float64Array(0))).toBeNull();
    expect(turnoverOf(roundTripsOf([]), Float64Array.of(Number.NaN))).toBeNull();
  });
});
