import type { Book } from '@orderflow/core';
import { BookSource } from '../data/book-source.ts';
import type { SeriesSource } from '../data/series-source.ts';
import { panBy, type TimeSpan } from '../model/viewport.ts';
import type { Chart } from './chart.ts';

/** How a chart takes a source and begins to show it. */
interface Opening {
  readonly source: SeriesSource | null;
  adopt(source: SeriesSource, instrument: string): number;
  begin(span: TimeSpan): void;
}

/** Draws books as they come, from memory. Its code is loaded with the first of them. */
export class LiveBooks {
  readonly #chart: Chart;
  readonly #opening: Opening;
  #source: BookSource | null = null;
  readonly #waiting: Book[] = [];

  constructor(chart: Chart, opening: Opening) {
    this.#chart = chart;
    this.#opening = opening;
  }

  /** Adds a book to those in memory; those that come together are drawn together. */
  add(book: Book): void {
    if (this.#waiting.push(book) === 1) queueMicrotask(() => this.#show());
  }

  /** Gives the new books to a source of their instrument: the one that is there, or a new one. */
  #take(): BookSource | null {
    for (const book of this.#waiting.splice(0)) {
      if (this.#source?.instrument !== book.instrument || this.#opening.source !== this.#source) {
        this.#source = new BookSource(book.instrument);
        this.#opening.adopt(this.#source, book.instrument);
        this.#chart.clearViewport();
      }
      this.#source.add(book);
    }
    return this.#source;
  }

  #show(): void {
    const chart = this.#chart;
    const source = this.#take();
    if (chart.ended.signal.aborted) return;
    if (source === null || source.span === null) {
      chart.endOpening();
      return;
    }
    const { instrument, span } = source;
    const before = chart.span;
    const view = chart.viewport();
    chart.data.reset({ source, instrument, ...chart.settings });
    chart.data.loadOverview(chart.pixels).catch(() => undefined);
    if (before === null || view === null) {
      this.#opening.begin(span);
      return;
    }
    chart.span = span;
    chart.data.setData(span);
    const moved = view.end >= before.end ? panBy(view, span.end - before.end) : view;
    chart.setViewport(moved, false, (near) => chart.grid.near(near, near.end));
  }
}
