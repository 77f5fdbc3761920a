import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ViewGrid } from '../../src/chart/view-grid.ts';
import { bucketOnGrid } from '../../src/model/pixel-grid.ts';
import { panBy, type Viewport, zoomAt } from '../../src/model/viewport.ts';

const START = Date.UTC(2025, 6, 1);
const FIRST: Viewport = { start: START, end: START + 86_400_000 };

/** A chart of a picture on so many device pixels, whose rows are too many to draw unless it is said otherwise. */
function makeChart(pixels = 1000, isCrowded: (view: Viewport) => boolean = () => true) {
  const shown: Viewport[] = [];
  const chart = {
    pixels,
    settled: 0,
    data: { isCrowded },
    viewport: () => shown.at(-1) ?? null,
    setViewport(view: Viewport, _isGesture: boolean, place: (near: Viewport) => Viewport) {
      shown.push(place(view));
    },
    settle() {
      chart.settled++;
    },
  };
  const grid = new ViewGrid(chart);
  const view = () => shown.at(-1)!;
  const span = () => view().end - view().start;
  return {
    chart,
    grid,
    view,
    span,
    ask: (asked: Viewport) => chart.setViewport(asked, false, (near) => grid.asked(near)),
    zoom(factor: number, share = 0.5) {
      const at = view().start + share * span();
      chart.setViewport(zoomAt(grid.from!, factor, at), true, (near) => grid.near(near, at));
    },
    pan: (ms: number) => chart.setViewport(panBy(grid.from!, ms), true, (near) => grid.near(near)),
  };
}

const notch = fc.constantFrom(1.1, 1 / 1.1, 1.25, 1 / 1.25);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const pixels = fc.integer({ min: 200, max: 8000 }).map((halves) => halves / 2);

describe('a zoom', () => {
  it('ends on the grid, at least a step on, the moment at the cursor within a pixel', () => {
    fc.assert(
      fc.property(pixels, fc.array(fc.tuple(notch, share), { minLength: 1, maxLength: 30 }), (width, turns) => {
        const { grid, view, span, zoom } = makeChart(width);
        grid.showAll(FIRST, 'start');
        for (const [factor, where] of turns) {
          const before = span();
          const at = view().start + where * before;
          zoom(factor, where);
          expect(bucketOnGrid(view(), width)).not.toBeNull();
          if (factor > 1) expect(span()).toBeGreaterThan(before);
          else expect(span()).toBeLessThan(before);
          const strayed = Math.abs((at - view().start) / span() - where) * width;
          expect(strayed).toBeLessThan(1);
        }
      }),
    );
  });

  it('in and out again comes back to the same span', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1.001, max: 1.25, noNaN: true }), { maxLength: 40 }), (factors) => {
        const { grid, span, zoom } = makeChart();
        grid.showAll(FIRST, 'start');
        const before = span();
        for (const factor of factors) zoom(1 / factor);
        for (const factor of factors.toReversed()) zoom(factor);
        expect(span()).toBe(before);
      }),
    );
  });

  it('adds up small turns, and loses none', () => {
    const { grid, span, zoom } = makeChart();
    grid.showAll(FIRST, 'start');
    const before = span();
    zoom(1.004);
    expect(span()).toBe(before);
    for (let turn = 1; turn < 173; turn++) zoom(1.004);
    // 1.004^173 is 1.995.
    expect(span() / before).toBeCloseTo(2, 1);
  });
});

describe('a pan', () => {
  it('keeps the span, and strays by half a pixel at most however many moves it takes', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e5, max: 1e5, noNaN: true }), { maxLength: 200 }), (moves) => {
        const { grid, view, span, pan } = makeChart();
        grid.showAll(FIRST, 'start');
        const [before, { start }] = [span(), view()];
        for (const ms of moves) pan(ms);
        const wanted = start + moves.reduce((sum, ms) => sum + ms, 0);
        expect(span()).toBe(before);
        expect(Math.abs(view().start - wanted)).toBeLessThanOrEqual(before / 2000);
        expect(bucketOnGrid(view(), 1000)).not.toBeNull();
      }),
    );
  });
});

describe('a view', () => {
  it('of everything holds all of it, and no step more', () => {
    const { grid, view, span } = makeChart();
    grid.showAll(FIRST, 'start');
    expect(view().end).toBeGreaterThanOrEqual(FIRST.end - 1);
    expect(span() / 86_400_000).toBeLessThan(9 / 8);
    grid.showAll(FIRST, 'end');
    expect(Math.abs(view().end - FIRST.end)).toBeLessThan(86_400);
  });

  it('that is shown already stays as it is when it is asked for again, as a link holds it', () => {
    const { grid, view, zoom } = makeChart();
    grid.showAll(FIRST, 'start');
    for (const factor of [1.1, 1.1, 1 / 1.1]) {
      zoom(factor);
      const { start, end } = view();
      grid.showAll({ start: Math.round(start * 1000) / 1000, end: Math.round(end * 1000) / 1000 }, 'end');
      expect(view()).toEqual({ start, end });
      grid.showAll({ start: start + 12_345, end: end + 12_345 }, 'start');
      expect(view().end - view().start).toBeGreaterThanOrEqual(end - start);
    }
  });

  it('that was asked for is shown as it is, until a gesture', () => {
    const { view, ask, pan } = makeChart();
    const asked = { start: START + 123, end: START + 7_654_321 };
    ask(asked);
    expect(view()).toBe(asked);
    pan(0);
    expect(bucketOnGrid(view(), 1000)).not.toBeNull();
    expect((view().end - view().start) / (asked.end - asked.start)).toBeCloseTo(1, 1);
  });

  it('of few rows is left as it is, and takes the grid when it grows', () => {
    const { view, span, ask, zoom } = makeChart(1000, ({ start, end }) => end - start > 1e6);
    ask({ start: START, end: START + 900_000 });
    zoom(1.1);
    expect(span()).toBeCloseTo(990_000, 3);
    zoom(1.1);
    expect(bucketOnGrid(view(), 1000)).not.toBeNull();
    expect(Math.abs(span() / 1_089_000 - 1)).toBeLessThan(1 / 16);
    zoom(1 / 1.1);
    // Whatever the grid had added is gone again.
    expect(span()).toBeCloseTo(990_000, 3);
  });
});

describe('another width', () => {
  it('takes the grid of that width, the right edge staying within a pixel, and comes back', () => {
    const { chart, grid, view, span } = makeChart();
    grid.showAll(FIRST, 'start');
    const before = { ...view(), span: span() };
    for (const width of [737.5, 1400, 1500, 1000]) {
      chart.pixels = width;
      grid.refit();
      expect(bucketOnGrid(view(), width)).not.toBeNull();
      expect(Math.abs(view().end - before.end)).toBeLessThan(span() / width);
    }
    expect(span()).toBe(before.span);
  });

  it('leaves a view that was asked for off the grid', () => {
    const { chart, grid, view, ask } = makeChart();
    const asked = { start: START + 123, end: START + 7_654_321 };
    ask(asked);
    chart.pixels = 900;
    grid.refit();
    expect(view()).toBe(asked);
    expect(chart.settled).toBe(1);
  });
});
