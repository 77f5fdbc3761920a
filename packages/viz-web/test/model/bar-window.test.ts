import { describe, expect, it } from 'vitest';
import { fairWindow } from '../../src/model/bar-window.ts';

const CHOICES = [1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400];

describe('fairWindow', () => {
  it('is the wanted length where it shows a fair number of bars', () => {
    expect(fairWindow({ start: 0, end: 3_600_000 }, 60, CHOICES)).toBe(60);
    expect(fairWindow({ start: 0, end: 3_600_000 }, 7, CHOICES)).toBe(7);
  });

  it('is the choice that gives about 240 bars where it would show too few or too many', () => {
    // A minute in bars of a minute is 1; in bars of a second 60. A week in seconds is 604,800; in hours 168.
    expect(fairWindow({ start: 0, end: 60_000 }, 60, CHOICES)).toBe(1);
    expect(fairWindow({ start: 0, end: 7 * 86_400_000 }, 1, CHOICES)).toBe(3600);
  });

  it('is the wanted length where there is no choice', () => {
    expect(fairWindow({ start: 0, end: 60_000 }, 60, [])).toBe(60);
  });
});
