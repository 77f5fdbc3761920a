import { expect, it } from 'vitest';
import { equityColumns } from '../src/draw/equity-columns.ts';
import type { PixelFrame } from '../src/draw/pixel-frame.ts';
import { curveOf } from '../src/model/equity-curve.ts';
import { equityPath } from '../src/model/equity-path.ts';

const START = Date.UTC(2025, 6, 1);
const PIXELS = 40;
const view = { start: START, end: START + 4_000_000 };
/** A pixel is 100 s across, a unit of equity up. */
const frame = {
  toX: (time: number) => ((time - view.start) / (view.end - view.start)) * PIXELS,
  toY: (value: number) => 1000 - value,
} as PixelFrame;

function columnsOf(values: readonly number[]) {
  const curve = curveOf({ startTime: START, intervalMs: 1000, values: Float64Array.from(values) });
  return equityColumns(frame, equityPath(curve, view, PIXELS));
}

it('covers in each pixel column what its samples do, from where the one before ended', () => {
  const values = Array.from({ length: 4000 }, (_, index) => (index * 7919) % 613);
  const columns = columnsOf(values);
  expect(columns.map(({ x }) => x)).toEqual(Array.from({ length: PIXELS }, (_, x) => x));
  for (const { x, top, bottom, peak } of columns) {
    const from = Math.max(0, 100 * x - 1);
    const covered = values.slice(from, 100 * (x + 1));
    expect(top).toBe(1000 - Math.max(...covered));
    expect(bottom).toBe(1000 - Math.min(...covered));
    expect(peak).toBe(1000 - Math.max(...values.slice(0, 100 * (x + 1))));
  }
});

it('covers nothing where equity is not known, and begins anew behind it', () => {
  const values = Array.from({ length: 4000 }, (_, index) => (index >= 950 && index < 1250 ? Number.NaN : index % 10));
  const columns = columnsOf(values);
  const isThere = (x: number) => columns.some((column) => column.x === x);
  expect([9, 10, 11, 12, 13].map(isThere)).toEqual([true, false, false, true, true]);
  expect(columns.find(({ x }) => x === 12)).toEqual({ x: 12, top: 991, bottom: 1000, peak: 991 });
});
