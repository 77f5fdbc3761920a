import { afterEach, beforeEach } from 'vitest';
import { BookSource } from '../../src/data/book-source.ts';
import { makeVisualizer, type SeriesSource, type Visualizer, type VisualizerOptions } from '../../src/index.ts';
import { marketBook } from './market-book.ts';

/** An hour and ten minutes of a market with a gap, a snapshot a second. */
export const book = marketBook({
  seed: 5,
  snapshots: 3600,
  intervalMs: 1000,
  gaps: 1,
  gapSeconds: 600,
  tradesPerSecond: 2,
});
export const source = new BookSource('BTC-USDT');
source.add(book);
/** Longer than anything takes on a machine that is busy with other things. */
const UNTIL_MS = 20_000;

export const OPTIONS: VisualizerOptions = { instrument: 'BTC-USDT', theme: 'dark', maxBars: 60, tickSize: 0.5 };

/** A page with one chart on it, 1000 x 700. */
export class ChartPage {
  element!: HTMLElement;
  visualizer: Visualizer | null = null;

  constructor() {
    beforeEach(() => {
      this.element = document.createElement('div');
      this.element.style.cssText = 'position:fixed;inset:0;width:1000px;height:700px';
      document.body.replaceChildren(this.element);
    });
    afterEach(() => {
      this.visualizer?.destroy();
      this.visualizer = null;
    });
  }

  get root(): HTMLElement {
    return this.element.querySelector<HTMLElement>('.of-chart')!;
  }

  /** A chart whose first exact picture is drawn. */
  async shown(options: VisualizerOptions = {}, from: SeriesSource = source): Promise<Visualizer> {
    this.visualizer = makeVisualizer(this.element, from, { ...OPTIONS, ...options });
    await until(() => this.visualizer?.viewport() !== null);
    await this.visualizer.draw();
    return this.visualizer;
  }

  text(selector: string): string {
    return this.element.querySelector(selector)?.textContent ?? '';
  }

  canvas(pane: number): HTMLCanvasElement {
    return this.element.querySelectorAll('canvas')[pane]!;
  }

  /** Heights of the panes' boxes. */
  paneHeights(): readonly number[] {
    return [...this.element.querySelectorAll('.of-pane')].map(({ clientHeight }) => clientHeight);
  }

  point(kind: string, x: number, y: number, more: PointerEventInit = {}, target: HTMLElement = this.root): void {
    const init = { clientX: x, clientY: y, bubbles: true, cancelable: true, pointerId: 1, button: 0, ...more };
    // A made-up pointer cannot be captured.
    target.setPointerCapture = () => undefined;
    target.dispatchEvent(new PointerEvent(kind, init));
  }

  /** Presses at one point, moves to another, and lets go. */
  drag(from: readonly [number, number], to: readonly [number, number], more: PointerEventInit = {}): void {
    this.point('pointerdown', ...from, more);
    this.point('pointermove', ...to, more);
    this.point('pointerup', ...to, more);
  }

  doubleClick(x: number, y: number): void {
    this.root.dispatchEvent(new MouseEvent('dblclick', { clientX: x, clientY: y }));
  }

  press(key: string, more: KeyboardEventInit = {}): void {
    this.root.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  }
}

/** Waits for something to be so. */
export async function until(isSo: () => boolean): Promise<void> {
  const began = performance.now();
  while (!isSo()) {
    if (performance.now() - began > UNTIL_MS) throw new Error(`it never came to be so: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Device pixels of a canvas in some colour, to the last bit. */
export function pixelsOf(picture: HTMLCanvasElement, color: string): number {
  return rowsOf(picture, color).reduce((sum, count) => sum + count, 0);
}

/** The same by rows from top to bottom, of the first pixels of each. */
export function rowsOf(picture: HTMLCanvasElement, color: string, width = picture.width): readonly number[] {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const { height } = picture;
  const { data } = picture.getContext('2d')!.getImageData(0, 0, width, height);
  const counts = new Array<number>(height).fill(0);
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] !== red || data[at + 1] !== green || data[at + 2] !== blue || data[at + 3] !== 255) continue;
    counts[Math.floor(at / 4 / width)]!++;
  }
  return counts;
}
