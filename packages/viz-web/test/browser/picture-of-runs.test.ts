import { expect, it } from 'vitest';
import { drawPicture, PALETTES, type PictureRequest, readPicture } from '../../src/chart.ts';
import type { ChartRun } from '../../src/index.ts';
import { book, pixelsOf, source } from '../support/chart-page.ts';

const { timestamps } = book.metrics;
const [FIRST, LAST] = [timestamps[0]!, timestamps.at(-1)!];
const WIDTH = 800;
const HEIGHT = 600;

const RUN: ChartRun = {
  label: 'maker',
  equity: {
    startTime: FIRST,
    intervalMs: 1000,
    values: Float64Array.from({ length: Math.floor((LAST - FIRST) / 1000) + 1 }, (_, index) => 1000 - index / 10),
  },
  fills: {
    timestamps: Float64Array.of(FIRST + 600_000),
    prices: Float64Array.of(book.trades.prices[0]!),
    sizes: Float64Array.of(1),
    sides: Int8Array.of(1),
    numbers: Uint32Array.of(0),
  },
};

async function drawn(request: Partial<PictureRequest>): Promise<HTMLCanvasElement> {
  const picture = await readPicture(source, {
    ...{ instrument: 'BTC-USDT', windowSeconds: 60, pixels: WIDTH - 72, theme: 'light' },
    ...request,
  });
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * devicePixelRatio;
  canvas.height = HEIGHT * devicePixelRatio;
  const host = document.body.appendChild(document.createElement('div'));
  await drawPicture(picture!, { ctx: canvas.getContext('2d')!, width: WIDTH, height: HEIGHT, host });
  expect(host.childElementCount).toBe(0);
  host.remove();
  return canvas;
}

it('draws the equity of runs below the other panes, and nothing of it without runs', async () => {
  const { equity } = PALETTES.light;
  expect(pixelsOf(await drawn({}), equity)).toBe(0);
  expect(pixelsOf(await drawn({ runs: [RUN] }), equity)).toBeGreaterThan(200);
});

it('ends equity with the range of the picture', async () => {
  const range = { start: FIRST, end: FIRST + 60_000 };
  const picture = await readPicture(source, {
    ...{ instrument: 'BTC-USDT', windowSeconds: 10, pixels: WIDTH - 72, theme: 'light', range, runs: [RUN] },
  });
  // 60 samples stand before the end; the last lost 59 tenths.
  expect(picture?.scene.equity?.last).toBeCloseTo(1000 - 5.9, 9);
});
