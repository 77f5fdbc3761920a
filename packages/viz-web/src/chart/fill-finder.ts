import { type FillMark, fillMarks, markNear, type PricePlane } from '../model/fill-marks.ts';
import { plotWidth } from '../model/region.ts';
import type { PreparedRun } from '../model/run-layer.ts';
import type { Viewport } from '../model/viewport.ts';
import type { Chart } from './chart.ts';
import type { ChartPoint } from './events.ts';

/** Below the legend. */
const TOP = 24;

/** Finds the marks of fills where they are drawn on a chart. */
export class FillFinder {
  readonly #chart: Chart;
  readonly #runs: readonly PreparedRun[];
  #marks: readonly FillMark[] = [];
  #view: Viewport | null = null;
  #width = 0;

  constructor(chart: Chart, runs: readonly PreparedRun[]) {
    this.#chart = chart;
    this.#runs = runs;
  }

  /** The mark at a place of the candles, `reachMs` to both sides where that is a moment; null where there is none. */
  markAt({ time, pane, value }: ChartPoint, reachMs: number): FillMark | null {
    if (pane !== 'candles') return null;
    const plane = this.#plane();
    const y = Number.isNaN(value) ? null : plane.toY(value);
    const point = { x: plane.toX(time), y, reach: plane.toX(time + reachMs) - plane.toX(time) };
    return markNear(this.#marksIn(this.#chart.scene.view), point, plane);
  }

  /** A place in CSS pixels; one that is a moment only is at the top. */
  pixelOf({ time, value }: ChartPoint): readonly [x: number, y: number] {
    const { toX, toY } = this.#plane();
    return [toX(time), Number.isNaN(value) ? TOP : toY(value)];
  }

  #plane(): PricePlane {
    const { scene, view } = this.#chart;
    const { start, end } = scene.view;
    const { low, high } = view.rangeOf('candles');
    const [width, height] = [plotWidth(view.size), view.size.paneHeights[0]!];
    return {
      height,
      toX: (time) => ((time - start) / (end - start)) * width,
      toY: (price) => ((high - price) / (high - low)) * height,
    };
  }

  /** They are the same while the pointer moves. */
  #marksIn(view: Viewport): readonly FillMark[] {
    const width = plotWidth(this.#chart.view.size);
    if (view !== this.#view || width !== this.#width) {
      this.#marks = this.#runs.flatMap(({ fills }, run) => fillMarks(run, fills, view, width));
      [this.#view, this.#width] = [view, width];
    }
    return this.#marks;
  }
}
