import { expect, it } from 'vitest';
import { type FillMark, MARK_HEIGHT, tipOf } from '../../src/model/fill-marks.ts';
import { legendShare } from '../../src/model/legend-room.ts';
import { makeRunLayer } from '../../src/model/make-run-layer.ts';
import { rangeOfPane, type Scene } from '../../src/model/scene.ts';
import { PALETTES } from '../../src/model/theme.ts';

const SIZE = { width: 900, height: 240 };
const COUNT_HEIGHT = 12;
const NO_FILLS = {
  timestamps: new Float64Array(),
  prices: new Float64Array(),
  sizes: new Float64Array(),
  sides: new Int8Array(),
  numbers: new Uint32Array(),
};

/** A scene without data, whose prices are those between 0 and 1, with so many runs. */
function sceneWith(runs: number): Scene {
  const equity = { startTime: 0, intervalMs: 1, values: Float64Array.of(1, 2) };
  const labels = ['one', 'two'].slice(0, runs);
  return {
    ...{ view: { start: 0, end: 1 }, bars: null, obi: null, cvd: null, palette: PALETTES.dark, decimals: 0 },
    ...{ thresholds: [], cvdAs: 'line', isObiFixed: false, shades: [], markers: [], alerts: [], fixedRanges: {} },
    equity: runs === 0 ? null : makeRunLayer(labels.map((label) => ({ label, equity, fills: NO_FILLS }))),
  };
}

/** How far from the top of the pane the price 1, or 0, is. */
function placeOf(price: number, scene: Scene): number {
  const { low, high } = rangeOfPane(scene, 'candles', SIZE);
  return ((high - price) / (high - low)) * SIZE.height;
}

it('shows all prices below the legend', () => {
  expect(placeOf(1, sceneWith(0))).toBeCloseTo(legendShare('candles', SIZE) * SIZE.height);
  expect(placeOf(0, sceneWith(0))).toBeCloseTo(SIZE.height);
});

it.each([1, 2])('leaves room for the marks of %i runs, with their counts, below the legend', (runs) => {
  const scene = sceneWith(runs);
  const plane = { height: SIZE.height, toX: () => 0, toY: (price: number) => placeOf(price, scene) };
  const mark = { run: runs - 1, time: 0, rows: [0, 1] };
  const sells: FillMark = { ...mark, side: -1, price: 1 };
  const buys: FillMark = { ...mark, side: 1, price: 0 };
  const room = MARK_HEIGHT + COUNT_HEIGHT;
  expect(tipOf(sells, plane) - room).toBeCloseTo(legendShare('candles', SIZE) * SIZE.height);
  expect(tipOf(buys, plane) + room).toBeCloseTo(SIZE.height);
});

it('takes two fifths of a low pane for marks at most', () => {
  const size = { width: 900, height: 100 };
  const { low, high } = rangeOfPane(sceneWith(2), 'candles', size);
  expect(1 / (high - low)).toBeCloseTo(1 - legendShare('candles', size) - 0.4);
});
