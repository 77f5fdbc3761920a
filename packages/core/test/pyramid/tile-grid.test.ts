import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketMsOf, levelForPixels, levelWithBuckets, TOP_LEVEL } from '../../src/pyramid/tile-grid.ts';

describe('levelForPixels', () => {
  it('puts two buckets on a pixel that lies on the grid', () => {
    // 3840 pixels of 2^12 ms need buckets of 2^11 ms.
    expect(levelForPixels(3840 * 4096, 3840)).toBe(11);
    expect(levelForPixels(3840 * 4096 - 1, 3840)).toBe(10);
    expect(levelForPixels(100, 100)).toBe(-1);
  });

  it('never puts fewer than two buckets on a pixel, and never four or more within its bounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000_000 }), fc.integer({ min: 1, max: 10_000 }), (span, pixels) => {
        const level = levelForPixels(span, pixels);
        const perPixel = span / pixels / bucketMsOf(level);
        if (level < TOP_LEVEL) expect(perPixel).toBeLessThan(4);
        expect(perPixel).toBeGreaterThanOrEqual(level === -12 ? 0 : 2);
      }),
    );
  });
});

describe('levelWithBuckets', () => {
  it('goes down until data that fill a part of the picture have a bucket a pixel', () => {
    expect(levelWithBuckets(10, 1000, 1000)).toBe(10);
    expect(levelWithBuckets(10, 999, 1000)).toBe(9);
    // A tenth of the pixels: 2^4 = 16 times as many buckets are more than enough, 8 times are not.
    expect(levelWithBuckets(10, 100, 1000)).toBe(6);
    expect(levelWithBuckets(10, 0, 1000)).toBe(10);
    expect(levelWithBuckets(-11, 1, 1000)).toBe(-12);
  });
});
