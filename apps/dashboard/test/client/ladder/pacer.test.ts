import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPacer } from '../../../src/client/ladder/pacer.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('a pacer', () => {
  it('passes the first value at once, then the last of each beat', () => {
    vi.useFakeTimers();
    const passed: number[] = [];
    const pacer = createPacer<number>((value) => passed.push(value), 100);
    pacer.take(1);
    pacer.take(2);
    pacer.take(3);
    expect(passed).toEqual([1]);
    vi.advanceTimersByTime(100);
    expect(passed).toEqual([1, 3]);
    vi.advanceTimersByTime(100);
    pacer.take(4);
    expect(passed).toEqual([1, 3, 4]);
  });

  it('passes nothing after its end', () => {
    vi.useFakeTimers();
    const passed: number[] = [];
    const pacer = createPacer<number>((value) => passed.push(value), 100);
    pacer.take(1);
    pacer.take(2);
    pacer.end();
    vi.advanceTimersByTime(1000);
    expect(passed).toEqual([1]);
  });
});
