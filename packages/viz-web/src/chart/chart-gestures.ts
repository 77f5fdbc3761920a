import type { GestureTarget, Point } from '../input/gesture-target.ts';
import { alertNear } from '../model/marker.ts';
import { ALL_PANES, moveEdge, type PaneName, type PaneShares, sharesOfPanes } from '../model/pane.ts';
import { type ChartSize, plotHeight, plotWidth, regionAt } from '../model/region.ts';
import type { ValueScales } from '../model/scene.ts';
import { centreAt, fitViewport, panBy, type TimeSpan, type Viewport, zoomAt } from '../model/viewport.ts';
import type { Chart } from './chart.ts';
import type { ChartPoint } from './events.ts';
import { firstView } from './first-view.ts';
import type { Ruler } from './ruler.ts';

const CLICK_REACH = 5;

/** What gestures and keys do to a chart. */
export class ChartGestures implements GestureTarget {
  /** Tells of the fill at a place; false where there is none. */
  chooseFill: ((place: ChartPoint) => boolean) | null = null;
  readonly #chart: Chart;
  #ruler: Ruler | null = null;
  #measured: readonly [from: Point, to: Point] | null = null;

  constructor(chart: Chart) {
    this.#chart = chart;
    chart.ended.signal.addEventListener('abort', () => this.measure(null));
  }

  get size(): ChartSize {
    return this.#chart.view.size;
  }

  zoom(factor: number, x: number): void {
    const { leastSpanMs } = this.#chart.settings;
    const view = this.#chart.viewport();
    const at = view === null ? 0 : view.start + x * this.#msPerPixel;
    this.#move((from) => zoomAt(from, factor, at, leastSpanMs), true, at);
  }

  pan(pixels: number): void {
    this.#move((view) => panBy(view, -pixels * this.#msPerPixel), true);
  }

  panBars(bars: number): void {
    this.#move((view) => panBy(view, bars * this.#chart.windowMs), true);
  }

  scaleValues(pane: PaneName, factor: number): void {
    const { low, high } = this.#chart.view.rangeOf(pane);
    // What has two sides keeps its zero where it is.
    const still = (pane === 'obi' || pane === 'volume') && low < 0 && high > 0 ? 0 : (low + high) / 2;
    this.#fix(pane, still + (low - still) * factor, still + (high - still) * factor);
  }

  panValues(pane: PaneName, pixels: number): void {
    const range = this.#chart.extras.fixedRanges[pane];
    if (range === undefined) return;
    const height = this.size.paneHeights[ALL_PANES.indexOf(pane)]!;
    const shift = (pixels / height) * (range.high - range.low);
    this.#fix(pane, range.low + shift, range.high + shift);
  }

  resetValues(pane: PaneName): void {
    const { [pane]: _, ...fixedRanges } = this.#chart.extras.fixedRanges;
    this.#setScales({ fixedRanges });
  }

  resetTime(): void {
    const { span, grid } = this.#chart;
    if (span !== null) grid.showAll(firstView(this.#chart, span), 'end');
  }

  /** Shows all of a span; of the data, unless one is given. */
  fit(wanted?: TimeSpan): void {
    const { span, grid } = this.#chart;
    if (span === null) return;
    const view = wanted ?? fitViewport(span);
    grid.showAll(view, view.start > span.start ? 'end' : 'start');
  }

  goToStart(): void {
    this.#move((view, span) => panBy(view, span.start - view.start));
  }

  goToEnd(): void {
    this.#move((view, { end }) =>
      panBy(view, fitViewport({ start: end - (view.end - view.start), end }).end - view.end),
    );
  }

  /** Shows the same span of time with a moment in its middle. */
  goTo(time: number): void {
    this.#move((view) => centreAt(view, time));
  }

  reset(): void {
    this.#setScales({ fixedRanges: {}, isObiFixed: false });
    this.measure(null);
    this.resetTime();
  }

  toggleObiRange(): void {
    const { obi: _, ...fixedRanges } = this.#chart.extras.fixedRanges;
    this.#setScales({ fixedRanges, isObiFixed: !this.#chart.extras.isObiFixed });
  }

  openGoTo(): void {
    if (this.#chart.viewport() === null) return;
    const { root } = this.#chart.view;
    const { start, end } = this.#chart.scene.view;
    import('../dom/dialogs.ts')
      .then(({ openGoTo }) => openGoTo(root, (start + end) / 2, (time) => this.goTo(time)))
      .catch(() => undefined);
  }

  openHelp(): void {
    import('../dom/dialogs.ts').then(({ openHelp }) => openHelp(this.#chart.view.root)).catch(() => undefined);
  }

  pointAt(point: Point | null): void {
    this.#chart.setCrosshair(point === null ? null : this.#pointOf(point));
  }

  measure(from: Point | null, to?: Point): void {
    if (from !== null && to !== undefined) {
      this.#measured = [from, to];
      this.#showRuler().catch(() => undefined);
      return;
    }
    this.#measured = null;
    this.#ruler?.remove();
    this.#ruler = null;
  }

  click(point: Point): void {
    this.#choose(this.#pointOf(point));
  }

  stepCrosshair(direction: -1 | 1): void {
    import('./step-crosshair.ts').then((module) => module.stepCrosshair(this.#chart, direction)).catch(() => undefined);
  }

  choose(): void {
    this.#choose(this.#chart.crosshair());
  }

  movePaneEdge(pane: number, pixels: number): void {
    const { shares, view } = this.#chart;
    const before = sharesOfPanes(shares, view.panes.length);
    const moved = moveEdge(before, pane, pixels, plotHeight(this.size));
    // The equity's stays open, or as it was left, where it is not moved.
    const after = (moved[4] === before[4] ? [...moved.slice(0, 4), ...shares.slice(4)] : moved) as PaneShares;
    this.#chart.setShares(after);
    this.#chart.listeners.emit('panes', after);
  }

  settle(): void {
    this.#chart.settle();
  }

  /** Tells of a choice: of a fill, else of the place and the alert that is there. */
  #choose(place: ChartPoint | null): void {
    if (place === null || this.chooseFill?.(place)) return;
    const alert = alertNear(this.#chart.extras.alerts, place.time, CLICK_REACH * this.#msPerPixel);
    this.#chart.listeners.emit('click', { ...place, alert });
  }

  get #msPerPixel(): number {
    const view = this.#chart.viewport();
    return view === null ? 0 : (view.end - view.start) / plotWidth(this.size);
  }

  /** Shows another view, once there is one; `isGesture` where more moves may follow. */
  #move(change: (view: Viewport, span: TimeSpan) => Viewport, isGesture = false, at?: number): void {
    const { span, grid } = this.#chart;
    const { from } = grid;
    if (from !== null && span !== null)
      this.#chart.setViewport(change(from, span), isGesture, (near) => grid.near(near, at));
  }

  #fix(pane: PaneName, low: number, high: number): void {
    this.#setScales({ fixedRanges: { ...this.#chart.extras.fixedRanges, [pane]: { low, high } } });
  }

  /** Scales value axes, and tells of it where that changes anything. */
  #setScales(scales: Partial<ValueScales>): void {
    const { fixedRanges, isObiFixed } = this.#chart.extras;
    const before = { fixedRanges, isObiFixed };
    const after = { ...before, ...scales };
    this.#chart.setExtras(after);
    if (JSON.stringify(after) !== JSON.stringify(before)) this.#chart.listeners.emit('scales', after);
  }

  async #showRuler(): Promise<void> {
    const { Ruler } = await import('./ruler.ts');
    // The gesture may have ended while it was loaded.
    if (this.#measured === null || this.#chart.ended.signal.aborted) return;
    this.#ruler ??= new Ruler(this.#chart);
    this.#ruler.show(...this.#measured);
  }

  #pointOf({ x, y }: Point): ChartPoint | null {
    const view = this.#chart.viewport();
    const region = regionAt(this.size, x, y);
    if (view === null || region.kind !== 'plot' || x < 0 || y < 0) return null;
    const { low, high } = this.#chart.view.rangeOf(region.pane);
    const height = this.size.paneHeights[ALL_PANES.indexOf(region.pane)]!;
    const value = high - ((y - region.paneTop) / height) * (high - low);
    return { time: view.start + x * this.#msPerPixel, pane: region.pane, value };
  }
}
