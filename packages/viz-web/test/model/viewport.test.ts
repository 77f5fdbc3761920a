import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clampViewport, fitViewport, lastBars, panBy, zoomAt } from '../../src/model/viewport.ts';

const DATA = { start: 0, end: 1_000_000 };

it('keeps the moment under the cursor while it zooms', () => {
  // 250 is a quarter from the left; half the span around it is 125 to 625.
  expect(zoomAt({ start: 0, end: 1000 }, 0.5, 250)).toEqual({ start: 125, end: 625 });
});

it('stops zooming in at the narrowest view, where it is', () => {
  const narrow = zoomAt({ start: 0, end: 1000 }, 0.1, 250, 500);
  expect(narrow).toEqual({ start: 125, end: 625 });
  expect(zoomAt(narrow, 0.5, 600, 500)).toEqual(narrow);
  // A view that is narrower already becomes no wider by itself.
  expect(zoomAt({ start: 0, end: 100 }, 0.5, 0, 500)).toEqual({ start: 0, end: 100 });
  expect(zoomAt(narrow, 2, 125, 500)).toEqual({ start: 125, end: 1125 });
  expect(clampViewport({ start: 100, end: 200 }, DATA, 1000, 500)).toEqual({ start: -100, end: 400 });
});

it('shows the last bars, or all data where they are fewer', () => {
  const view = lastBars(DATA, 1000, 500);
  expect(view.start).toBe(500_000);
  expect(view.end).toBeGreaterThan(1_000_000);
  expect(lastBars(DATA, 1000, 5000).start).toBe(0);
});

it('never leaves the data, whatever is done to it', () => {
  const step = fc.record({
    factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
    at: fc.double({ min: -1e7, max: 1e7, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let view = fitViewport(DATA);
      for (const { factor, at } of steps) view = clampViewport(panBy(zoomAt(view, factor, at), at), DATA, 1000);
      expect(view.end).toBeGreaterThan(view.start);
      expect(view.start).toBeLessThan(DATA.end);
      expect(view.end).toBeGreaterThan(DATA.start);
      expect(view.end - view.start).toBeLessThanOrEqual(1_500_000.001);
    }),
  );
});
