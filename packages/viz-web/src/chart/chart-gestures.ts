import type { GestureTarget, Point } from '../input/gesture-target.ts';
import { alertNear } from '../model/marker.ts';
import { moveEdge, PANES, type PaneName } from '../model/pane.ts';
import { type ChartSize, plotHeight, plotWidth, regionAt } from '../model/region.ts';
import { measure } from '../model/ruler.ts';
import { centreAt, fitViewport, lastBars, panBy, zoomAt } from '../model/viewport.ts';
import type { Chart } from './chart.ts';
import type { ChartPoint } from './events.ts';

const CLICK_REACH = 5;

/** What gestures and keys do to a chart. */
export class ChartGestures implements GestureTarget {
  readonly #chart: Chart;

  constructor(chart: Chart) {
    this.#chart = chart;
  }

  get size(): ChartSize {
    return this.#chart.view.size;
  }

  zoom(factor: number, x: number): void {
    const view = this.#chart.viewport();
    if (view === null) return;
    const at = view.start + (x / plotWidth(this.size)) * (view.end - view.start);
    this.#chart.setViewport(zoomAt(view, factor, at), true);
  }

  pan(pixels: number): void {
    this.#panBy(-pixels * this.#msPerPixel);
  }

  panBars(bars: number): void {
    this.#panBy(bars * this.#chart.windowMs);
  }

  scaleValues(pane: PaneName, factor: number): void {
    const { low, high } = this.#chart.view.rangeOf(pane);
    const middle = (low + high) / 2;
    const half = ((high - low) / 2) * factor;
    this.#fix(pane, middle - half, middle + half);
  }

  panValues(pane: PaneName, pixels: number): void {
    const range = this.#chart.extras.fixedRanges[pane];
    if (range === undefined) return;
    const height = this.size.paneHeights[PANES.indexOf(pane)]!;
    const shift = (pixels / height) * (range.high - range.low);
    this.#fix(pane, range.low + shift, range.high + shift);
  }

  resetValues(pane: PaneName): void {
    const { [pane]: _, ...fixedRanges } = this.#chart.extras.fixedRanges;
    this.#chart.setExtras({ fixedRanges });
  }

  resetTime(): void {
    const { span, settings } = this.#chart;
    if (span !== null) this.#chart.setViewport(lastBars(span, 1000 * settings.windowSeconds, settings.maxBars));
  }

  fit(): void {
    const { span } = this.#chart;
    if (span !== null) this.#chart.setViewport(fitViewport(span));
  }

  goToStart(): void {
    const { span } = this.#chart;
    const view = this.#chart.viewport();
    if (span !== null && view !== null) this.#chart.setViewport(panBy(view, span.start - view.start));
  }

  goToEnd(): void {
    const { span } = this.#chart;
    const view = this.#chart.viewport();
    if (span === null || view === null) return;
    const end = fitViewport({ start: span.end - (view.end - view.start), end: span.end }).end;
    this.#chart.setViewport(panBy(view, end - view.end));
  }

  /** Shows the same span of time with a moment in its middle. */
  goTo(time: number): void {
    const view = this.#chart.viewport();
    if (view !== null) this.#chart.setViewport(centreAt(view, time));
  }

  reset(): void {
    this.#chart.setExtras({ fixedRanges: {}, isObiFixed: false });
    this.measure(null);
    this.resetTime();
  }

  toggleObiRange(): void {
    this.resetValues('obi');
    this.#chart.setExtras({ isObiFixed: !this.#chart.extras.isObiFixed });
  }

  openGoTo(): void {
    const view = this.#chart.viewport();
    if (view === null) return;
    this.#openDialog(({ openGoTo }, root) => {
      openGoTo(root, (view.start + view.end) / 2, (time) => this.goTo(time));
    });
  }

  openHelp(): void {
    this.#openDialog(({ openHelp }, root) => openHelp(root));
  }

  pointAt(point: Point | null): void {
    this.#chart.setCrosshair(point === null ? null : this.#pointOf(point));
  }

  measure(from: Point | null, to?: Point): void {
    const { ruler } = this.#chart.view;
    if (from === null || to === undefined) {
      ruler.hide();
      return;
    }
    const limits = { x: plotWidth(this.size), y: this.size.paneHeights[0]! };
    const end = { x: Math.min(limits.x, Math.max(0, to.x)), y: Math.min(limits.y, Math.max(0, to.y)) };
    const start = { x: from.x, y: Math.min(limits.y, from.y) };
    const { bars, decimals } = this.#chart.scene;
    ruler.show(start, end, measure(this.#priceAt(start), this.#priceAt(end), bars, decimals));
  }

  click(point: Point): void {
    const place = this.#pointOf(point);
    if (place === null) return;
    const alert = alertNear(this.#chart.extras.alerts, place.time, CLICK_REACH * this.#msPerPixel);
    this.#chart.emit('click', { ...place, alert });
  }

  movePaneEdge(pane: number, pixels: number): void {
    this.#chart.setShares((shares) => moveEdge(shares, pane, pixels, plotHeight(this.size)));
  }

  settle(): void {
    this.#chart.settle();
  }

  #openDialog(open: (dialogs: typeof import('../dom/dialogs.ts'), root: HTMLElement) => void): void {
    import('../dom/dialogs.ts').then((dialogs) => open(dialogs, this.#chart.view.root)).catch(() => undefined);
  }

  get #msPerPixel(): number {
    const view = this.#chart.viewport();
    return view === null ? 0 : (view.end - view.start) / plotWidth(this.size);
  }

  #panBy(ms: number): void {
    const view = this.#chart.viewport();
    if (view !== null) this.#chart.setViewport(panBy(view, ms), true);
  }

  #fix(pane: PaneName, low: number, high: number): void {
    const { fixedRanges } = this.#chart.extras;
    this.#chart.setExtras({ fixedRanges: { ...fixedRanges, [pane]: { low, high } } });
  }

  #priceAt({ x, y }: Point): { readonly time: number; readonly price: number } {
    const { low, high } = this.#chart.view.rangeOf('candles');
    const start = this.#chart.viewport()?.start ?? 0;
    return { time: start + x * this.#msPerPixel, price: high - (y / this.size.paneHeights[0]!) * (high - low) };
  }

  #pointOf({ x, y }: Point): ChartPoint | null {
    const view = this.#chart.viewport();
    const region = regionAt(this.size, x, y);
    if (view === null || region.kind !== 'plot' || x < 0 || y < 0) return null;
    const { low, high } = this.#chart.view.rangeOf(region.pane);
    const height = this.size.paneHeights[PANES.indexOf(region.pane)]!;
    const value = high - ((y - region.paneTop) / height) * (high - low);
    return { time: view.start + x * this.#msPerPixel, pane: region.pane, value };
  }
}
