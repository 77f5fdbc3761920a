import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdClicks } from '../../../src/client/chart/hold-clicks.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('held clicks', () => {
  it('pass a single click on after a quarter of a second', () => {
    const passed: number[] = [];
    holdClicks((at: number) => passed.push(at)).take(7);
    vi.advanceTimersByTime(249);
    expect(passed).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(passed).toEqual([7]);
  });

  it('pass none of a double-click on', () => {
    const passed: number[] = [];
    const clicks = holdClicks((at: number) => passed.push(at));
    clicks.take(1);
    vi.advanceTimersByTime(200);
    clicks.take(2);
    clicks.drop();
    vi.advanceTimersByTime(1000);
    expect(passed).toEqual([]);
  });

  it('pass the last of two quick clicks that are no double-click on', () => {
    const passed: number[] = [];
    const clicks = holdClicks((at: number) => passed.push(at));
    clicks.take(1);
    clicks.take(2);
    vi.advanceTimersByTime(1000);
    expect(passed).toEqual([2]);
  });
});
