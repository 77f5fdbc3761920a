import { expect, it } from 'vitest';
import { formatSmallPercent } from '../../src/model/small-percent.ts';

it.each([
  [-0.078431, '\u22127.84%'],
  [-0.0000341, '\u22120.00341%'],
  [-0.5, '\u221250.00%'],
  [-1, '\u2212100.00%'],
  [0.0099996, '+1.00%'],
  [0, '0%'],
  [Number.NaN, '\u2014'],
])('writes the share %d, which may be small, as %s', (share, text) => {
  expect(formatSmallPercent(share)).toBe(text);
});
