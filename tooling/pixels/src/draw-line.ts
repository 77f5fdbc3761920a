import { type Canvas, Path2D } from '@napi-rs/canvas';
import { JSDOM } from 'jsdom';

/** The picture to draw a line on: device pixels, and what its edges stand for. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly start: number;
  readonly end: number;
  readonly low: number;
  readonly high: number;
}

/** Draws a line through all points, as the charts do; gives the picture as RGBA bytes. */
export type LineDrawer = (
  xs: Float64Array,
  ys: Float64Array,
  picture: Picture,
) => Promise<Uint8ClampedArray<ArrayBufferLike>>;

/** uPlot on a canvas without a browser. It needs a document, and looks for it while it is imported. */
export async function makeLineDrawer(): Promise<LineDrawer> {
  const { window } = new JSDOM('<div id="chart"></div>', { pretendToBeVisual: true });
  Object.assign(window, { matchMedia: () => ({ addEventListener: () => undefined }), devicePixelRatio: 1 });
  for (const name of ['document', 'HTMLElement', 'MouseEvent', 'CustomEvent', 'Event'] as const) {
    Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
  }
  Object.defineProperty(globalThis, 'window', { value: window, configurable: true });
  Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });
  Object.assign(globalThis, { Path2D, devicePixelRatio: 1, matchMedia: window.matchMedia });
  const { default: UPlot } = await import('uplot');
  return async (xs, ys, { width, height, start, end, low, high }) => {
    const target = window.document.createElement('div');
    const chart = new UPlot(
      {
        width,
        height,
        ms: 1,
        padding: [0, 0, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        axes: [{ show: false }, { show: false }],
        scales: { x: { range: [start, end] }, y: { range: [low, high] } },
        series: [{}, { stroke: '#4CA6FF', width: 1, points: { show: false } }],
      },
      [xs, ys],
      target,
    );
    await new Promise((resolve) => setTimeout(resolve, 0));
    const image = (chart.ctx.canvas as unknown as Canvas).getContext('2d').getImageData(0, 0, width, height);
    chart.destroy();
    return image.data;
  };
}
