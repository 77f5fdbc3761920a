import { FillTip } from '../dom/fill-tip.ts';
import { nearestRow } from '../model/fill-marks.ts';
import { fillWords } from '../model/fill-words.ts';
import type { FillChoice } from '../model/run.ts';
import type { PreparedRun } from '../model/run-layer.ts';
import type { Chart } from './chart.ts';
import type { ChartPoint } from './events.ts';
import { FillFinder } from './fill-finder.ts';

/** Says what the fill under the pointer is, and tells of the one that is chosen. */
export class FillsAtHand {
  readonly #chart: Chart;
  readonly #runs: readonly PreparedRun[];
  readonly #finder: FillFinder;
  readonly #tip: FillTip;
  readonly #drops: readonly (() => void)[];
  #frame = 0;

  constructor(chart: Chart, runs: readonly PreparedRun[]) {
    this.#chart = chart;
    this.#runs = runs;
    chart.ended.signal.addEventListener('abort', () => cancelAnimationFrame(this.#frame));
    this.#finder = new FillFinder(chart, runs);
    this.#tip = new FillTip(chart.view.root);
    this.#drops = [
      chart.listeners.on('crosshair', (place) => this.#sayNext(place)),
      chart.listeners.on('viewport', () => this.#tip.show(null, 0, 0)),
    ];
  }

  /** Tells of the fill at a place, or of that in the bar at a moment; false where there is none. */
  choose(place: ChartPoint): boolean {
    const mark = this.#finder.markAt(place, this.#chart.windowMs / 2);
    if (mark === null) return false;
    const { fills } = this.#runs[mark.run]!;
    const choice: FillChoice = {
      run: mark.run,
      number: fills.numbers[nearestRow(mark, fills, place.time)]!,
      numbers: mark.rows.map((row) => fills.numbers[row]!),
    };
    this.#chart.listeners.emit('fill', choice);
    return true;
  }

  /** Lets go of the chart. */
  end(): void {
    for (const drop of this.#drops) drop();
    cancelAnimationFrame(this.#frame);
    this.#tip.remove();
  }

  /** Waits for the frame: another view may be drawn in it. */
  #sayNext(place: ChartPoint | null): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#say(place));
  }

  #say(place: ChartPoint | null): void {
    const { scene } = this.#chart;
    const mark = place === null ? null : this.#finder.markAt(place, this.#chart.windowMs / 2);
    if (place === null || mark === null) {
      this.#tip.show(null, 0, 0);
      return;
    }
    this.#tip.show(fillWords(mark, this.#runs, scene.decimals), ...this.#finder.pixelOf(place));
  }
}
