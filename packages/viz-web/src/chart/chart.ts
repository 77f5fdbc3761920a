import { createSignal } from 'solid-js';
import { ChartData, type Drawable } from '../data/chart-data.ts';
import { NO_SOURCE } from '../data/no-source.ts';
import { ChartView } from '../dom/chart-view.ts';
import { loadRareContent } from '../draw/draw-pane.ts';
import type { Accuracy } from '../model/accuracy.ts';
import { decimalsOfStep } from '../model/number-format.ts';
import { PANE_SHARES, PANES, type PaneShares } from '../model/pane.ts';
import { drawnCvd } from '../model/pane-contents.ts';
import { priceDecimals } from '../model/price-decimals.ts';
import { plotWidth } from '../model/region.ts';
import type { Scene } from '../model/scene.ts';
import { PALETTES } from '../model/theme.ts';
import { clampViewport, type TimeSpan, type Viewport } from '../model/viewport.ts';
import { crosshairLook } from './crosshair-look.ts';
import { type ChartPoint, Listeners } from './events.ts';
import { type Dirt, FrameLoop } from './frame-loop.ts';
import { type ChartSettings, settingsOf, type VisualizerOptions } from './options.ts';
import { extrasOf, type SceneExtras } from './scene-extras.ts';
import { ThemeChoice } from './theme-choice.ts';
import { ViewGrid } from './view-grid.ts';
import { watchSize } from './watch-size.ts';

/** Longer than from one event to the next of a wheel that turns, or to the frame that one waits for. */
const SETTLE_MS = 40;
const EMPTY_VIEW: Viewport = { start: 0, end: 1 };

/** A chart on a page: its state, and the loop that reads and draws. */
export class Chart {
  readonly view: ChartView;
  readonly data: ChartData;
  readonly listeners = new Listeners();
  readonly theme: ThemeChoice;
  readonly ended = new AbortController();
  readonly grid = new ViewGrid(this);
  readonly viewport: () => Viewport | null;
  readonly crosshair: () => ChartPoint | null;
  instrument = '';
  settings: ChartSettings;
  extras: SceneExtras;
  shares: PaneShares;
  /** The span of the data; null until it is known. */
  span: TimeSpan | null = null;
  /** Whether a first view is still to come. */
  isOpening = false;
  readonly #setViewport: (view: Viewport | null) => void;
  readonly #setCrosshair: (point: ChartPoint | null) => void;
  readonly #loop = new FrameLoop((dirt) => this.#draw(dirt));
  readonly #waiting: (() => void)[] = [];
  #isMoving = false;
  #settleTimer: ReturnType<typeof setTimeout> | undefined;
  #decimals = 0;
  #scene: Scene;
  #accuracy: Accuracy = 'preview';
  #words: typeof import('./words.ts') | null = null;

  constructor(element: HTMLElement, options: VisualizerOptions) {
    this.settings = settingsOf(options);
    this.extras = extrasOf(options);
    this.shares = options.paneShares ?? (PANES.map((pane) => PANE_SHARES[pane]) as unknown as PaneShares);
    [this.viewport, this.#setViewport] = createSignal<Viewport | null>(null);
    [this.crosshair, this.#setCrosshair] = createSignal<ChartPoint | null>(null);
    this.theme = new ThemeChoice(options.theme ?? 'system', () => this.#onTheme(), this.ended.signal);
    this.#scene = this.#sceneOf(EMPTY_VIEW, { bars: null, obi: null, cvd: null });
    this.view = new ChartView(element, this.#scene);
    this.data = new ChartData({ source: NO_SOURCE, instrument: '', ...this.settings }, () => this.redraw());
    this.#onTheme();
    const { signal } = this.ended;
    watchSize(element, this.view.root, (width, height) => this.#onSize(width, height), signal);
    // uPlot tells of another pixel density by this event.
    addEventListener('dppxchange', () => this.grid.refit(), { signal });
  }

  /** Device pixels of the time axis; uPlot draws on halves of one too. */
  get pixels(): number {
    return Math.max(1, Math.round(plotWidth(this.view.size) * devicePixelRatio * 2) / 2);
  }

  /** What is on the screen. */
  get scene(): Scene {
    return this.#scene;
  }

  /** Length of a bar as it is drawn, in milliseconds. */
  get windowMs(): number {
    return this.#scene.bars?.windowMs ?? 1000 * this.settings.windowSeconds;
  }

  /** Shows a span of time, laid on the grid by `place`; `isGesture` where more moves may follow. */
  setViewport(view: Viewport, isGesture = false, place = (near: Viewport) => this.grid.asked(near)): void {
    const { span } = this;
    const kept = place(span === null ? view : clampViewport(view, span, this.windowMs, this.settings.leastSpanMs));
    this.#setViewport(kept);
    this.#isMoving = true;
    clearTimeout(this.#settleTimer);
    if (isGesture) this.#settleTimer = setTimeout(() => this.settle(), SETTLE_MS);
    else this.settle();
    this.listeners.emit('viewport', kept);
    this.redraw();
  }

  /** Forgets the view: the next data choose their own. */
  clearViewport(): void {
    this.#setViewport(null);
    this.redraw();
  }

  /** Asks for the exact picture of what is shown. */
  settle(): void {
    clearTimeout(this.#settleTimer);
    this.#isMoving = false;
    const view = this.viewport();
    if (view === null || this.ended.signal.aborted) return;
    this.data.want(view, this.pixels, false);
    // What is still to come is drawn when it comes.
    if (this.data.look(view, this.pixels).isSettled) this.redraw();
  }

  /** Moves the crosshair. */
  setCrosshair(point: ChartPoint | null): void {
    if (point === null && this.crosshair() === null) return;
    this.#setCrosshair(point);
    this.listeners.emit('crosshair', point);
    this.#loop.request('pointer');
  }

  /** Changes what is drawn beside the series. */
  setExtras(extras: Partial<SceneExtras>): void {
    this.extras = { ...this.extras, ...extras };
    this.redraw();
  }

  /** Changes the shares of the panes. */
  setShares(shares: PaneShares): void {
    this.shares = shares;
    this.view.layOut(this.view.size.width, this.view.size.height, shares);
    this.redraw();
  }

  /** Draws in the next frame. */
  redraw(): void {
    this.#loop.request('scene');
  }

  /** Draws now, and resolves when the exact picture is there, or nothing that could be drawn. */
  drawExact(): Promise<void> {
    const drawn = new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.redraw();
    this.#loop.flush();
    if (this.span === null && !this.isOpening) this.endOpening();
    return drawn;
  }

  /** Says that no first view will come: nobody waits for it any more. */
  endOpening(): void {
    this.isOpening = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Ends everything and takes the chart off the page. */
  destroy(): void {
    if (this.ended.signal.aborted) return;
    this.ended.abort();
    clearTimeout(this.#settleTimer);
    this.#loop.stop();
    this.listeners.clear();
    this.data.reset({ source: NO_SOURCE, instrument: '', ...this.settings });
    this.view.destroy();
    this.span = null;
    this.endOpening();
  }

  #draw(dirt: Dirt): void {
    const view = this.viewport();
    if (view === null || !this.view.size.width || !this.view.size.height) return;
    if (dirt === 'scene') this.#drawScene(view);
    const point = this.crosshair();
    this.view.showLegends(this.#scene, this.instrument, point?.time ?? null);
    const look = point === null ? null : crosshairLook(this.#scene, this.view, point, this.settings.tickSize);
    this.view.crosshair.show(this.view.size, look);
  }

  #drawScene(view: Viewport): void {
    if (this.#isMoving) this.data.want(view, this.pixels, true);
    const drawable = this.data.look(view, this.pixels);
    this.#decimals = this.#decimalsOf(drawable);
    this.#scene = this.#sceneOf(view, drawable);
    this.view.draw(this.#scene);
    this.#showBadge(view, drawable);
    if (drawable.accuracy !== this.#accuracy) this.listeners.emit('accuracy', drawable.accuracy);
    this.#accuracy = drawable.accuracy;
    if (drawable.isSettled && !this.#isMoving) this.#describe(drawable).catch(() => undefined);
  }

  #showBadge(view: Viewport, { obi, cvd, accuracy }: Drawable): void {
    if (this.#words !== null) this.view.showBadge(this.#words.badgeText(obi ?? cvd, view, this.pixels, accuracy));
  }

  /** Says what is shown, and why panes are empty; then all is done that `draw` waits for. */
  async #describe(drawable: Drawable): Promise<void> {
    const waiting = this.#waiting.splice(0);
    try {
      if (this.#words === null) {
        this.#words = await import('./words.ts');
        // From this frame on the badge says what was drawn.
        if (!this.ended.signal.aborted) this.redraw();
      }
      if (await loadRareContent(this.#scene)) this.view.draw(this.#scene);
      const { describeScene, paneNote } = this.#words;
      this.#showBadge(this.#scene.view, drawable);
      this.view.showNotes((pane) => paneNote(pane, { ...drawable, failures: this.data.failures }));
      this.view.describe(this.instrument, describeScene(this.#scene, this.instrument));
    } finally {
      for (const resolve of waiting) resolve();
    }
  }

  #sceneOf(view: Viewport, { bars, obi, cvd }: Pick<Drawable, 'bars' | 'obi' | 'cvd'>): Scene {
    const { name } = this.theme;
    return {
      ...this.extras,
      view,
      bars,
      obi,
      cvd: drawnCvd({ bars, cvd }),
      palette: PALETTES[name],
      decimals: this.#decimals,
    };
  }

  #decimalsOf({ bars }: Drawable): number {
    if (this.settings.tickSize !== null) return decimalsOfStep(this.settings.tickSize);
    if (bars === null || bars === this.#scene.bars) return this.#decimals;
    return Math.max(this.#decimals, priceDecimals(bars));
  }

  #onTheme(): void {
    if (this.view === undefined) return;
    this.#scene = { ...this.#scene, palette: PALETTES[this.theme.name] };
    this.view.setTheme(this.#scene, this.theme.name);
    this.redraw();
  }

  #onSize(width: number, height: number): void {
    if (width === this.view.size.width && height === this.view.size.height) return;
    this.view.layOut(width, height, this.shares);
    this.redraw();
    this.grid.refit();
  }
}
