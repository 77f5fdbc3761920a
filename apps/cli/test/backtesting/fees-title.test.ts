import { expect, it } from 'vitest';
import { feesTitle } from '../../src/backtesting/fees-title.ts';

it('calls fees what they were: paid, received, or both', () => {
  expect([[2, 0], [-1, -2], [0], [], [1, -1]].map(feesTitle)).toEqual([
    'fees',
    'rebates',
    'fees',
    'fees',
    'fees −, rebates +',
  ]);
});
