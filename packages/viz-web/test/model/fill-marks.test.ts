import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FillMark, fillMarks, markNear, nearestRow, tipOf } from '../../src/model/fill-marks.ts';
import type { RunFills } from '../../src/model/run.ts';

const START = Date.UTC(2025, 6, 1);
const VIEW = { start: START, end: START + 1000 };

type FillRow = readonly [time: number, price: number, side: number];

/** Fills as rows of time since the start, price and side. */
function fillsOf(...rows: readonly FillRow[]): RunFills {
  return {
    timestamps: Float64Array.from(rows, ([time]) => START + time),
    prices: Float64Array.from(rows, ([, price]) => price),
    sizes: new Float64Array(rows.length).fill(1),
    sides: Int8Array.from(rows, ([, , side]) => side),
    numbers: Uint32Array.from(rows, (_, index) => 100 + index),
  };
}

describe('fillMarks', () => {
  it('lets fills of one side that lie close share a mark, at the lowest price of buys and the highest of sells', () => {
    // 1,000 ms on 1,000 pixels: cells of 16 ms.
    const cell = Math.ceil(START / 16) * 16 - START;
    const fills = fillsOf([cell, 10, 1], [cell + 3, 12, -1], [cell + 5, 9, 1], [cell + 15, 13, -1], [cell + 16, 8, 1]);
    expect(fillMarks(0, fills, VIEW, 1000)).toEqual([
      { run: 0, side: 1, time: START + cell + 2.5, price: 9, rows: [0, 2] },
      { run: 0, side: -1, time: START + cell + 9, price: 13, rows: [1, 3] },
      { run: 0, side: 1, time: START + cell + 16, price: 8, rows: [4] },
    ]);
  });

  it('holds every fill of the view in one mark, whatever the zoom, and the same ones when the view moves', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 100_000 }), fc.double({ min: 1, max: 9 }), fc.constantFrom(1, -1));
    const check = (rows: FillRow[], start: number, span: number, shift: number) => {
      const sorted = rows.toSorted(([a], [b]) => a - b);
      const fills = fillsOf(...sorted);
      const marksAt = (from: number) => fillMarks(0, fills, { start: START + from, end: START + from + span }, 500);
      const marks = marksAt(start);
      const held = marks.flatMap((mark) => mark.rows);
      expect(new Set(held).size).toBe(held.length);
      for (const [index, [time]] of sorted.entries()) {
        if (time >= start && time < start + span) expect(held).toContain(index);
      }
      const moved = marksAt(start + shift);
      const both = (all: readonly FillMark[]) =>
        all.filter(({ time }) => time >= START + start + shift + 0.1 * span && time < START + start + 0.9 * span);
      expect(both(moved)).toEqual(both(marks));
    };
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 200 }),
        fc.integer({ min: 0, max: 50_000 }),
        fc.integer({ min: 1000, max: 60_000 }),
        fc.integer({ min: 0, max: 500 }),
        check,
      ),
    );
  });
});

describe('markNear', () => {
  // A pixel a millisecond across, a pixel a hundredth of the price up.
  const plane = { height: 400, toX: (time: number) => time - START, toY: (price: number) => 100 * (4 - price) };
  const marks = (run: number, ...rows: readonly FillRow[]) => fillMarks(run, fillsOf(...rows), VIEW, 1000);
  const [buy, sell] = marks(0, [200, 2, 1], [200, 2, -1]);

  it('finds a buy below its price and a sell above, within eight pixels', () => {
    const near = (x: number, y: number | null, reach = 0) => markNear([buy!, sell!], { x, y, reach }, plane);
    // The tip is 3 pixels from the price, the middle 4 more.
    expect(near(200, 207)).toBe(buy);
    expect(near(200, 193)).toBe(sell);
    expect(near(206, 209)).toBe(buy);
    expect(near(209, 207)).toBeNull();
    expect(near(200, 216)).toBeNull();
    expect(near(190, null)).toBeNull();
    expect(near(190, null, 12)).not.toBeNull();
  });

  it('keeps marks in the pane, but for those whose price is not in it', () => {
    const [low] = marks(1, [200, 0.01, 1]);
    const [high] = marks(0, [200, 3.99, -1], [201, 3.98, -1]);
    const [beyond] = marks(0, [200, 4.5, -1]);
    expect(tipOf(low!, plane)).toBe(400 - 8);
    // Room for the count, too.
    expect(tipOf(high!, plane)).toBe(8 + 12);
    expect(tipOf(beyond!, plane)).toBeNaN();
    expect(markNear([beyond!], { x: 200, y: null, reach: 5 }, plane)?.rows).toEqual([0]);
  });

  it('tells which of its fills is nearest', () => {
    const fills = fillsOf([0, 1, 1], [4, 1, 1], [9, 1, 1]);
    const mark: FillMark = { run: 0, side: 1, time: START, price: 1, rows: [0, 1, 2] };
    expect([1, 3, 8, 40].map((at) => nearestRow(mark, fills, START + at))).toEqual([0, 1, 2, 2]);
  });
});
