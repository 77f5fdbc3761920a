import uPlot from 'uplot';
import { drawBehind, drawContent, drawGuides, drawLastValue } from '../draw/draw-pane.ts';
import { clipped, type PixelFrame, unclipped } from '../draw/pixel-frame.ts';
import { drawTimeAxis } from '../draw/time-axis.ts';
import { lastValueOf } from '../model/last-value.ts';
import type { PaneSize } from '../model/legend-room.ts';
import type { Line } from '../model/line.ts';
import { type PaneName, TIME_AXIS_HEIGHT, VALUE_AXIS_WIDTH } from '../model/pane.ts';
import { hasContents } from '../model/pane-contents.ts';
import { rangeOfPane, type Scene } from '../model/scene.ts';
import { isCrowded } from '../model/smooth-line.ts';
import { FONT_FAMILY } from '../model/theme.ts';
import { type TimeTick, timeTicks } from '../model/time-ticks.ts';
import type { ValueRange } from '../model/value-range.ts';
import { formatTick, isCovered, paneTicks } from './axis-ticks.ts';

const TICK_SPACING = 84;
const PALE = '45';
const NOTHING: uPlot.AlignedData = [
  [0, 1],
  [null, null],
];

/** What a pane's plot is made for. */
export interface PanePlotOptions {
  readonly pane: PaneName;
  readonly width: number;
  readonly height: number;
  /** Whether the time axis stands below it. */
  readonly hasTimeAxis: boolean;
}

/** One pane: a uPlot that draws a scene whenever it is told to, and keeps no state of its own but the last one. */
export class PanePlot {
  readonly pane: PaneName;
  /** Whether the time axis stands below it. */
  hasTimeAxis: boolean;
  readonly #plot: uPlot;
  #scene: Scene;
  #line: Line | null = null;
  #range: ValueRange = { low: 0, high: 1 };
  #ticks: readonly TimeTick[] = [];
  #step = 1;

  constructor(element: HTMLElement, scene: Scene, options: PanePlotOptions) {
    this.pane = options.pane;
    this.hasTimeAxis = options.hasTimeAxis;
    this.#scene = scene;
    this.#plot = new uPlot(this.#options(options), NOTHING, element);
  }

  /** The canvas that it draws on. */
  get canvas(): HTMLCanvasElement {
    return this.#plot.ctx.canvas;
  }

  /** The values that the pane shows. */
  get range(): ValueRange {
    return this.#range;
  }

  /** Draws a scene, at once. */
  draw(scene: Scene): void {
    const { view } = scene;
    this.#scene = scene;
    this.#range = rangeOfPane(scene, this.pane, this.#size);
    this.#ticks = timeTicks(view.start, view.end, this.#size.width, TICK_SPACING);
    this.#plot.batch(() => {
      this.#setLine(this.#wantedLine(scene));
      this.#plot.setScale('x', { min: view.start, max: view.end });
      this.#plot.setScale('y', { min: this.#range.low, max: this.#range.high });
      // Labels make way for the tag of the last value, which moves where no scale does.
      this.#plot.redraw(false, true);
    });
  }

  /** Gives it another size in CSS pixels. */
  resize(width: number, height: number): void {
    if (this.#plot.width !== width || this.#plot.height !== height) this.#plot.setSize({ width, height });
  }

  /** Takes it off the page. */
  destroy(): void {
    this.#plot.destroy();
  }

  /** Without the axes. */
  get #size(): PaneSize {
    const { width, height } = this.#plot;
    return { width: width - VALUE_AXIS_WIDTH, height: height - (this.hasTimeAxis ? TIME_AXIS_HEIGHT : 0) };
  }

  #wantedLine({ obi, cvd, cvdAs }: Scene): Line | null {
    if (this.pane === 'obi') return obi;
    return this.pane === 'cvd' && cvdAs === 'line' ? cvd : null;
  }

  #setLine(line: Line | null): void {
    if (line === this.#line) return;
    this.#line = line;
    this.#plot.setData(line === null || line.xs.length < 2 ? NOTHING : [line.xs, line.ys], false);
  }

  #options({ width, height, pane }: PanePlotOptions): uPlot.Options {
    return {
      width,
      height,
      ms: 1,
      padding: [0, 0, 0, 0],
      pxAlign: 1,
      legend: { show: false },
      cursor: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      scales: {
        x: { time: false, auto: false, range: () => [this.#scene.view.start, this.#scene.view.end] },
        y: { auto: false, range: () => [this.#range.low, this.#range.high] },
      },
      axes: [this.#timeAxis(), this.#valueAxis()],
      series: [{}, this.#series()],
      hooks: {
        drawClear: [() => this.#paint((frame) => drawBehind(frame, this.#scene), true)],
        drawAxes: [() => this.#paint((frame) => drawGuides(frame, this.#scene, pane), true)],
        draw: [() => this.#drawOver()],
      },
    };
  }

  #timeAxis(): uPlot.Axis {
    return {
      side: 2,
      size: () => (this.hasTimeAxis ? TIME_AXIS_HEIGHT : 0),
      splits: () => this.#ticks.map(({ ms }) => ms),
      values: (_, splits) => splits.map(() => null),
      grid: { stroke: () => this.#scene.palette.grid, width: 1 },
      ticks: { show: false },
    };
  }

  #valueAxis(): uPlot.Axis {
    return {
      side: 1,
      size: VALUE_AXIS_WIDTH,
      gap: 8,
      font: `11px ${FONT_FAMILY}`,
      stroke: () => this.#scene.palette.axisText,
      splits: (_plot, _axis, low, high) => {
        if (!hasContents(this.#scene, this.pane)) return [];
        const { values, step } = paneTicks(low, high, this.#size.height);
        this.#step = step;
        return [...values];
      },
      values: (_, splits) => splits.map((value) => this.#label(value)),
      grid: { stroke: () => this.#scene.palette.grid, width: 1 },
      ticks: { show: false },
      border: { show: true, stroke: () => this.#scene.palette.grid, width: 1 },
    };
  }

  /** The label of a tick; none where the tag of the last value stands. */
  #label(value: number): string | null {
    const { low, high } = this.#range;
    const { height } = this.#size;
    const last = lastValueOf(this.#scene, this.pane);
    const toY = (at: number) => ((high - at) / (high - low)) * height;
    if (last !== null && isCovered(toY(value), toY(last.value), height)) return null;
    return formatTick(this.pane, value, this.#step, this.#scene.decimals);
  }

  #series(): uPlot.Series {
    return {
      width: 1,
      stroke: (plot) => this.#strokeOf(plot.bbox.width),
      points: { show: false },
      gaps: (plot) => pixelGaps(plot, this.#line?.gaps ?? []),
    };
  }

  #strokeOf(pixels: number): string {
    const { palette, obi, view } = this.#scene;
    if (this.pane !== 'obi') return palette.cvd;
    return obi !== null && isCrowded(obi, view, pixels) ? palette.obi + PALE : palette.obi;
  }

  #drawOver(): void {
    this.#paint((frame) => drawContent(frame, this.#scene, this.pane), true);
    this.#paint((frame) => drawLastValue(frame, this.#scene, this.pane), false);
    if (this.hasTimeAxis) this.#paint((frame) => drawTimeAxis(frame, this.#ticks, this.#scene.palette), false);
  }

  #paint(draw: (frame: PixelFrame) => void, isClipped: boolean): void {
    const { ctx, bbox } = this.#plot;
    const frame: PixelFrame = {
      ctx,
      ...bbox,
      axisWidth: ctx.canvas.width - bbox.left - bbox.width,
      ratio: ctx.canvas.width / this.#plot.width,
      toX: (ms) => this.#plot.valToPos(ms, 'x', true),
      toY: (value) => this.#plot.valToPos(value, 'y', true),
    };
    if (isClipped) clipped(frame, () => draw(frame));
    else unclipped(frame, () => draw(frame));
  }
}

function pixelGaps(plot: uPlot, gaps: readonly number[]): uPlot.Series.Gap[] {
  const pixels: uPlot.Series.Gap[] = [];
  const { left, width } = plot.bbox;
  for (let at = 0; at < gaps.length; at += 2) {
    const from = plot.valToPos(gaps[at]!, 'x', true);
    const to = plot.valToPos(gaps[at + 1]!, 'x', true);
    if (to > left && from < left + width && to > from) pixels.push([Math.round(from), Math.round(to)]);
  }
  return pixels;
}
