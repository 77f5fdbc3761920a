import { besideGridPixelMs, gridPixelMs, gridView, restored } from '../model/pixel-grid.ts';
import { panBy, type Viewport, zoomAt } from '../model/viewport.ts';

/** A zoom by more than this always changes something. */
const NOTCH = 1.08;
const NOTHING_LEFT = { shift: 0, factor: 1 };

/** The chart whose views are laid on a grid. */
export interface GridChart {
  /** Device pixels of the time axis. */
  readonly pixels: number;
  readonly viewport: () => Viewport | null;
  readonly data: { isCrowded(view: Viewport, pixels: number): boolean };
  setViewport(view: Viewport, isGesture: boolean, place: (view: Viewport) => Viewport): void;
  settle(): void;
}

/** Lays views with too many rows to draw on the grid where buckets draw the same; what it takes off adds up. */
export class ViewGrid {
  readonly #chart: GridChart;
  #placed: Viewport | null = null;
  /** How far the last gesture went beyond what is shown: to the right, and in length. */
  #left = NOTHING_LEFT;

  constructor(chart: GridChart) {
    this.#chart = chart;
  }

  /** What a gesture goes on from. */
  get from(): Viewport | null {
    const view = this.#chart.viewport();
    return view && panBy(view, this.#rest.shift);
  }

  /** Shows all of a view, its start or end kept in place. */
  showAll(view: Viewport, kept: keyof Viewport): void {
    this.#chart.setViewport(view, false, (near) => {
      const known = this.asked(near);
      return known === near ? this.#place(near, near[kept], holding) : known;
    });
  }

  /** Lays what is shown on the grid of a picture whose size has changed, unless it was asked for off the grid. */
  refit(): void {
    const { from } = this;
    if (from === null || !this.#isPlaced) this.#chart.settle();
    else this.#chart.setViewport(from, false, (near) => this.near(near, near.end));
  }

  /** The view of the nearest length of the grid; the moment `at` stays within a pixel. */
  near(view: Viewport, at = (view.start + view.end) / 2): Viewport {
    return this.#place(zoomAt(view, this.#rest.factor, at, 0), at, Math.round, this.#ratioTo(view));
  }

  /** A view as it was asked for, but for what a link rounded. */
  asked(view: Viewport): Viewport {
    const grid = restored(view, this.#chart.pixels);
    this.#left = NOTHING_LEFT;
    this.#placed = grid === view ? null : grid;
    return grid;
  }

  get #isPlaced(): boolean {
    return this.#placed !== null && this.#placed === this.#chart.viewport();
  }

  get #rest(): typeof NOTHING_LEFT {
    return this.#isPlaced ? this.#left : NOTHING_LEFT;
  }

  /** How many times as long as what is shown a view is. */
  #ratioTo({ start, end }: Viewport): number {
    const view = this.#chart.viewport();
    return view === null ? 1 : (end - start) / (view.end - view.start);
  }

  #place(view: Viewport, at: number, round: (value: number) => number, ratio = 1): Viewport {
    const { pixels, data } = this.#chart;
    const span = view.end - view.start;
    const pixelMs = this.#lengthOf(span / pixels, round, ratio);
    this.#left = NOTHING_LEFT;
    this.#placed = view;
    if (!data.isCrowded(view, pixels)) return view;
    const { start } = zoomAt(view, (pixelMs * pixels) / span, at, 0);
    const grid = gridView(start, pixelMs, pixels);
    this.#placed = grid;
    this.#left = { shift: start - grid.start, factor: round === holding ? 1 : span / (pixelMs * pixels) };
    return grid;
  }

  #lengthOf(wanted: number, round: (value: number) => number, ratio: number): number {
    const pixelMs = gridPixelMs(wanted, round);
    const view = this.#chart.viewport();
    const isStuck = view !== null && pixelMs === (view.end - view.start) / this.#chart.pixels;
    return isStuck && Math.max(ratio, 1 / ratio) > NOTCH ? besideGridPixelMs(pixelMs, ratio > 1) : pixelMs;
  }
}

/** The next whole number, but for an error of rounding. */
function holding(length: number): number {
  return Math.ceil(length - 1e-6);
}
