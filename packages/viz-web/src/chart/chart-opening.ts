import type { Book } from '@orderflow/core';
import type { BookSource } from '../data/book-source.ts';
import type { SeriesSource } from '../data/series-source.ts';
import { element } from '../dom/element.ts';
import { lastBars, panBy, type TimeSpan } from '../model/viewport.ts';
import type { Chart } from './chart.ts';

/** Gives a chart its source: reads what there is, shows the first view, and says what goes on. */
export class ChartOpening {
  readonly #chart: Chart;
  #source: SeriesSource | null = null;
  #books: BookSource | null = null;
  #epoch = 0;
  readonly #newBooks: Book[] = [];

  constructor(chart: Chart) {
    this.#chart = chart;
  }

  /** Opens an instrument of the source that is there. */
  async reopen(instrument: string, first?: TimeSpan): Promise<void> {
    if (this.#source === null) throw new TypeError('the chart has no source yet; call setSource first');
    await this.open(this.#source, instrument, undefined, first);
  }

  /** Takes a source without reading from it. */
  take(source: SeriesSource): void {
    this.#source = source;
  }

  /** Opens an instrument of a source. `known` is the span of its data where it is known, `first` the first view. */
  async open(source: SeriesSource, instrument: string, known?: TimeSpan, first?: TimeSpan): Promise<void> {
    const chart = this.#chart;
    const epoch = ++this.#epoch;
    this.#source = source;
    chart.instrument = instrument;
    chart.span = null;
    chart.data.reset({ source, instrument, ...chart.settings });
    this.#say(`Loading ${instrument} \u2026`);
    const overview = chart.data.loadOverview(chart.pixels);
    const span = known ?? (await overview);
    if (epoch !== this.#epoch || chart.ended.signal.aborted) return;
    if (span === null) return this.#sayWhyNothing(() => this.open(source, instrument, known, first));
    this.#say(null);
    this.#begin(span, first);
  }

  /** Adds a book to those in memory and draws them. */
  update(book: Book): void {
    if (this.#newBooks.push(book) > 1) return;
    import('../data/book-source.ts')
      .then((module) => this.#showBooks(module.BookSource))
      .catch((error) => this.#say(String(error)));
  }

  /** Gives the new books to a source of their instrument: the one that is there, or a new one. */
  #addBooks(Source: typeof BookSource): BookSource | null {
    for (const book of this.#newBooks.splice(0)) {
      if (this.#books?.instrument !== book.instrument || this.#source !== this.#books) {
        this.#books = new Source(book.instrument);
        this.#source = this.#books;
        this.#chart.instrument = book.instrument;
        this.#chart.span = null;
        this.#chart.clearViewport();
        this.#epoch++;
      }
      this.#books.add(book);
    }
    return this.#books;
  }

  #showBooks(Source: typeof BookSource): void {
    const chart = this.#chart;
    const source = this.#addBooks(Source);
    const span = source?.span;
    if (source === null || span === null || span === undefined || chart.ended.signal.aborted) return;
    this.#say(null);
    const before = chart.span;
    const view = chart.viewport();
    chart.data.reset({ source, instrument: source.instrument, ...chart.settings });
    chart.data.loadOverview(chart.pixels).catch(() => undefined);
    if (before === null || view === null) {
      this.#begin(span);
      return;
    }
    chart.span = span;
    chart.data.setData(span);
    chart.setViewport(view.end >= before.end ? panBy(view, span.end - before.end) : view);
  }

  #begin(span: TimeSpan, first?: TimeSpan): void {
    const chart = this.#chart;
    chart.span = span;
    chart.data.setData(span);
    chart.setViewport(first ?? lastBars(span, 1000 * chart.settings.windowSeconds, chart.settings.maxBars));
  }

  async #sayWhyNothing(retry: () => Promise<void>): Promise<void> {
    const epoch = this.#epoch;
    const { showNothing } = await import('./words.ts');
    const { data, instrument, view } = this.#chart;
    const { candles, obi, cvd } = data.failures;
    if (epoch === this.#epoch) showNothing(view.status, instrument, candles ?? obi ?? cvd, retry);
  }

  #say(text: string | null): void {
    const { status } = this.#chart.view;
    status.hidden = text === null;
    status.replaceChildren(element('div', '', text ?? ''));
  }
}
