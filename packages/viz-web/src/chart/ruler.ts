import { type RulerCorner, RulerView } from '../dom/ruler-view.ts';
import type { Point } from '../input/gesture-target.ts';
import { plotWidth } from '../model/region.ts';
import type { Chart } from './chart.ts';

/** Measures between two points of a chart. Its code is loaded when it is first used. */
export class Ruler {
  readonly #chart: Chart;
  readonly #view: RulerView;

  constructor(chart: Chart) {
    this.#chart = chart;
    this.#view = new RulerView(chart.view.root);
  }

  /** Shows what lies between two points. */
  show(from: Point, to: Point): void {
    const { bars, decimals } = this.#chart.scene;
    this.#view.show(this.#cornerAt(from), this.#cornerAt(to), bars, decimals);
  }

  /** Takes it away. */
  remove(): void {
    this.#view.remove();
  }

  /** The place in the price pane that is nearest to a point. */
  #cornerAt(point: Point): RulerCorner {
    const { view, scene } = this.#chart;
    const height = view.size.paneHeights[0]!;
    const width = plotWidth(view.size);
    const x = Math.min(width, Math.max(0, point.x));
    const y = Math.min(height, Math.max(0, point.y));
    const { low, high } = view.rangeOf('candles');
    const { start, end } = scene.view;
    return { x, y, time: start + (x / width) * (end - start), price: high - (y / height) * (high - low) };
  }
}
