import { describe, expect, it } from 'vitest';
import { Track } from '../../src/summary/track.ts';

describe('Track', () => {
  it('follows a value from its start to its end', () => {
    const track = new Track();
    for (const value of [3, -2.5, 7, 4]) track.add(value);
    expect(track.summary()).toEqual({ start: 3, end: 4, change: 1, min: -2.5, max: 7 });
  });

  it('is null before the first value', () => {
    expect(new Track().summary()).toEqual({ start: null, end: null, change: null, min: null, max: null });
  });
});
