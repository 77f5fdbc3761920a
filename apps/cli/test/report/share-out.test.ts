import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shareOut } from '../../src/report/share-out.ts';

it('gives everybody the same, and what somebody does not want to the others', () => {
  expect(shareOut(90, [100, 100, 100])).toEqual([30, 30, 30]);
  // 10 of an equal 30 leave 80 for two.
  expect(shareOut(90, [100, 10, 100])).toEqual([40, 10, 40]);
  expect(shareOut(90, [5, 6, 7])).toEqual([5, 6, 7]);
  expect(shareOut(90, [])).toEqual([]);
});

it('gives no more than there is, and no less than there is where it is wanted', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.array(fc.nat(500), { minLength: 1, maxLength: 9 }), (whole, wants) => {
      const shares = shareOut(whole, wants);
      const given = shares.reduce((sum, share) => sum + share, 0);
      const wanted = wants.reduce((sum, want) => sum + want, 0);
      expect(given).toBeLessThanOrEqual(Math.min(whole, wanted));
      expect(given).toBeGreaterThan(Math.min(whole, wanted) - wants.length);
      expect(shares.every((share, index) => share <= wants[index]!)).toBe(true);
    }),
  );
});
