import { type Accuracy, type ChartAlert, makeVisualizer, type Visualizer } from '@orderflow/viz-web';
import { fairWindow, lastBars } from '@orderflow/viz-web/chart';
import { firstLength } from '../report/bar-lengths.ts';
import type { AlertFacts, ChartFacts, InstrumentFacts } from '../report/chart-facts.ts';
import { ChartTools } from './chart-tools.ts';
import { element } from './element.ts';
import { readArchive, readChartRun } from './read-page.ts';
import { limitText, resolutionText } from './resolution-text.ts';
import { viewAround } from './view-around.ts';

const LEAST_BUCKETS = 256;

/** The page's chart with its tools: one instrument at a time. */
export class ChartPanel {
  readonly #facts: ChartFacts;
  readonly #tools: ChartTools;
  readonly #box = element('div', 'chart-box');
  readonly #note = element('p', 'chart-note');
  #index = -1;
  #opened: Promise<void> = Promise.resolve();
  #windowSeconds: number;
  #visualizer: Visualizer | null = null;

  constructor(parent: HTMLElement, facts: ChartFacts) {
    this.#facts = facts;
    this.#windowSeconds = facts.windowSeconds;
    this.#note.setAttribute('role', 'status');
    this.#tools = new ChartTools(facts, {
      onInstrument: (index) => this.#show(index),
      onWindow: (seconds) => this.#setWindow(seconds),
      onFit: () => this.#visualizer?.fit(),
    });
    parent.append(this.#tools.root, this.#box, this.#note);
  }

  /** Shows an instrument by its place in the facts; resolves when its picture is drawn. */
  open(index: number): Promise<void> {
    const chart = this.#facts.charts[index];
    if (chart === undefined || index === this.#index) return this.#opened;
    this.#index = index;
    this.#opened = this.#open(chart, index);
    return this.#opened;
  }

  /** Goes to a moment of an instrument, which is named by its place in the facts. */
  async goTo(index: number, time: number): Promise<void> {
    await this.open(index);
    const chart = this.#visualizer;
    const view = chart?.viewport();
    if (!chart || !view || this.#index !== index) return;
    chart.setViewport(viewAround(time, view, this.#windowSeconds));
    chart.setCrosshair(time);
    chart.show();
  }

  async #open(chart: InstrumentFacts, index: number): Promise<void> {
    const archive = await readArchive(document, index);
    const run = await readChartRun(document, index);
    if (index !== this.#index) return;
    this.#windowSeconds = firstLength(chart, this.#facts.windowSeconds, fairWindow);
    this.#visualizer?.destroy();
    this.#visualizer = makeVisualizer(this.#box, archive, this.#optionsOf(chart));
    this.#visualizer.on('accuracy', (accuracy) => this.#say(chart, accuracy));
    this.#say(chart, 'exact');
    this.#tools.show(index, this.#windowSeconds);
    if (run !== null) await this.#visualizer.setRuns([run]);
    await this.#visualizer.draw();
  }

  #show(index: number): void {
    this.open(index).catch((error: unknown) => this.#fail(error));
  }

  #setWindow(seconds: number): void {
    this.#windowSeconds = seconds;
    this.#visualizer?.setWindow(seconds);
    this.#tools.show(this.#index, seconds);
  }

  #optionsOf(chart: InstrumentFacts) {
    const { thresholds, maxBars } = this.#facts;
    const windowSeconds = this.#windowSeconds;
    const span = { start: chart.start, end: chart.end };
    const viewport = lastBars(span, 1000 * windowSeconds, Number.POSITIVE_INFINITY);
    const alerts = chart.alerts.map(toChartAlert);
    // A view of fewer buckets would stretch them into what nobody has seen.
    const closest = chart.bucketMs === null ? {} : { leastSpanMs: LEAST_BUCKETS * chart.bucketMs };
    return { instrument: chart.instrument, windowSeconds, maxBars, thresholds, span, viewport, alerts, ...closest };
  }

  #say(chart: InstrumentFacts, accuracy: Accuracy): void {
    if (accuracy === 'preview') return;
    const isLimit = accuracy === 'limit';
    this.#note.classList.toggle('is-limit', isLimit);
    this.#note.textContent = isLimit ? limitText(chart) : resolutionText(chart);
  }

  #fail(error: unknown): void {
    this.#note.textContent = `The chart could not be opened: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function toChartAlert({ timestamp, nanoseconds, ...alert }: AlertFacts): ChartAlert {
  return { ...alert, at: { timestamp, nanoseconds } };
}
