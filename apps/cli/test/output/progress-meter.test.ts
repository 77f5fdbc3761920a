import { describe, expect, it } from 'vitest';
import { ProgressMeter } from '../../src/output/progress-meter.ts';

/** A clock that is set by hand, in milliseconds. */
function handClock() {
  const clock = { ms: 0, now: () => clock.ms };
  return clock;
}

describe('ProgressMeter', () => {
  it('gives share, rate and time left of one file', () => {
    const clock = handClock();
    const meter = new ProgressMeter([1000], clock.now);
    const file = meter.begin(1000);
    expect(file.update(0, 400)).toEqual({ fraction: 0, rate: null, secondsLeft: null });
    clock.ms = 2000;
    // 100 rows in 2 s are 50 a second; the other 300 take 6 s.
    expect(file.update(100, 400)).toEqual({ fraction: 0.25, rate: 50, secondsLeft: 6 });
  });

  it('counts rows of an earlier run as done but not as speed', () => {
    const clock = handClock();
    const meter = new ProgressMeter([1000], clock.now);
    const file = meter.begin(1000);
    file.update(200, 400);
    clock.ms = 2000;
    // 100 new rows in 2 s; the 100 left take 2 s more.
    expect(file.update(300, 400)).toEqual({ fraction: 0.75, rate: 50, secondsLeft: 2 });
  });

  it('weighs files by their size', () => {
    const clock = handClock();
    const meter = new ProgressMeter([300, 100], clock.now);
    let file = meter.begin(300);
    file.update(0, 30);
    clock.ms = 3000;
    file.update(30, 30);
    file.end(30);
    file = meter.begin(100);
    expect(file.update(0, 10)).toEqual({ fraction: 0.75, rate: 10, secondsLeft: 1 });
  });

  it('takes a file that had nothing to do out of the pace', () => {
    const clock = handClock();
    const meter = new ProgressMeter([500, 500], clock.now);
    let file = meter.begin(500);
    file.end(0);
    file = meter.begin(500);
    file.update(0, 10);
    clock.ms = 1000;
    expect(file.update(5, 10)).toEqual({ fraction: 0.75, rate: 5, secondsLeft: 1 });
  });

  it('sums files that are worked on at once', () => {
    const clock = handClock();
    const meter = new ProgressMeter([300, 100], clock.now);
    const [first, second] = [meter.begin(300), meter.begin(100)];
    first.update(0, 30);
    second.update(5, 10);
    clock.ms = 2000;
    first.update(10, 30);
    // 100 of 300 and 100 of 100 are done, of which 50 were before: 150 in 2 s, so the 200 left take 2.67 s; 15 rows in 2 s.
    expect(second.update(10, 10)).toEqual({ fraction: 0.5, rate: 7.5, secondsLeft: (2 * 200) / 150 });
    second.end(5);
    expect(first.update(10, 30)).toEqual({ fraction: 0.5, rate: 7.5, secondsLeft: (2 * 200) / 150 });
  });

  it('is done where there is nothing', () => {
    const meter = new ProgressMeter([0], () => 0);
    const file = meter.begin(0);
    expect(file.update(0, 0).fraction).toBe(1);
  });
});
