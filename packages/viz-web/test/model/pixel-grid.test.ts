import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { besideGridPixelMs, bucketOnGrid, gridPixelMs, gridView, restored } from '../../src/model/pixel-grid.ts';

/** From a millisecond to three days a pixel. */
const pixelMs = fc.double({ min: 1, max: 2.6e8, noNaN: true });
/** Pixels of a picture: halves at odd densities of the screen. */
const pixels = fc.integer({ min: 200, max: 16_000 }).map((halves) => halves / 2);
/** Views end before 2105 at the latest: until then half a microsecond counts. */
const start = fc.double({ min: 0, max: 2e12, noNaN: true });

/** By the definition: the multiple of an eighth of the power of two below. */
function isLength(length: number): boolean {
  for (let power = 2 ** -1; power <= 2 ** 30; power *= 2) {
    for (let eighths = 8; eighths < 16; eighths++) if (length === (eighths * power) / 8) return true;
  }
  return false;
}

describe('the length of a pixel', () => {
  it('is worked by hand', () => {
    // 980 lies between 512 and 1024; an eighth of 512 is 64: 15 of them are 960, 16 are 1024.
    expect(gridPixelMs(980)).toBe(960);
    expect(gridPixelMs(980, Math.ceil)).toBe(1024);
    expect(gridPixelMs(512)).toBe(512);
    // Half a step up is 32; half a step down, below the power of two, 16.
    expect(besideGridPixelMs(512, true)).toBe(544);
    expect(besideGridPixelMs(512, false)).toBe(496);
    expect(besideGridPixelMs(960, false)).toBe(928);
  });

  it('is the nearest of eight from one power of two to the next', () => {
    fc.assert(
      fc.property(pixelMs, (wanted) => {
        const length = gridPixelMs(wanted);
        expect(isLength(length)).toBe(true);
        expect(Math.abs(length / wanted - 1)).toBeLessThanOrEqual(1 / 16);
        expect(gridPixelMs(length)).toBe(length);
        expect(gridPixelMs(length, Math.ceil)).toBe(length);
      }),
    );
  });

  it('grows with what is wanted, and holds it where it should', () => {
    fc.assert(
      fc.property(pixelMs, pixelMs, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(gridPixelMs(less)).toBeLessThanOrEqual(gridPixelMs(more));
        expect(gridPixelMs(less, Math.ceil)).toBeGreaterThanOrEqual(less);
      }),
    );
  });
});

describe('a view on the grid', () => {
  it('has half pixels of whole buckets, and starts within half of one of where it should', () => {
    fc.assert(
      fc.property(start, pixelMs, pixels, (from, wanted, width) => {
        const length = gridPixelMs(wanted);
        const view = gridView(from, length, width);
        const bucketMs = bucketOnGrid(view, width)!;
        expect(Number.isInteger(Math.log2(bucketMs))).toBe(true);
        expect((length / 2) % bucketMs).toBe(0);
        // An edge is just before a bucket, so that a row at its start belongs to what follows.
        expect((view.start + 2 ** -11) % bucketMs).toBe(0);
        expect(length / bucketMs).toBeLessThanOrEqual(30);
        expect(Math.abs(view.start - from)).toBeLessThanOrEqual(length / 4 + 0.001);
        expect(gridView(view.start, length, width)).toEqual(view);
      }),
    );
  });

  it('is on no grid a little beside it', () => {
    fc.assert(
      fc.property(start, pixelMs, pixels, (from, wanted, width) => {
        const { start, end } = gridView(from, gridPixelMs(wanted), width);
        const [bit, wider] = [(end - start) / width / 100, (end - start) / 1000];
        expect(bucketOnGrid({ start: start + bit, end: end + bit }, width)).toBeNull();
        expect(bucketOnGrid({ start, end: end + wider }, width)).toBeNull();
      }),
    );
  });

  it('comes back from a link, which knows microseconds; no other view is changed', () => {
    const rounded = (ms: number) => Math.round(ms * 1000) / 1000;
    fc.assert(
      fc.property(start, pixelMs, pixels, (from, wanted, width) => {
        const view = gridView(from, gridPixelMs(wanted), width);
        expect(restored({ start: rounded(view.start), end: rounded(view.end) }, width)).toEqual(view);
        const other = { start: view.start + 0.1, end: view.end };
        expect(restored(other, width)).toBe(other);
      }),
    );
  });

  it('is none where a pixel is shorter than a millisecond', () => {
    expect(bucketOnGrid({ start: -(2 ** -11), end: 500 - 2 ** -11 }, 1000)).toBeNull();
    expect(bucketOnGrid({ start: -(2 ** -11), end: 1000 - 2 ** -11 }, 1000)).toBe(1 / 8);
  });
});
