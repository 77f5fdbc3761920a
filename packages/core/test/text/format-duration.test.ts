import { expect, it } from 'vitest';
import { formatDuration } from '../../src/index.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

it.each([
  [0, '0 ms'],
  [250, '250 ms'],
  [999.6, '1 s'],
  [4200, '4.2 s'],
  [9960, '10 s'],
  [12_300, '12 s'],
  [59.7 * SECOND, '1 min'],
  [3 * MINUTE + 20 * SECOND, '3 min 20 s'],
  [-(5 * MINUTE + 44.8 * SECOND), '5 min 45 s'],
  [HOUR - 400, '1 h'],
  [4 * HOUR + 2 * MINUTE, '4 h 2 min'],
  [DAY - 20 * SECOND, '1 d'],
  [2 * DAY + 3 * HOUR, '2 d 3 h'],
])('writes %d ms rounded to two units: %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
