import { type Book, spanWithTrades } from '@orderflow/core';
import type { SeriesSource } from '../data/series-source.ts';
import { element } from '../dom/element.ts';
import { fitViewport, type TimeSpan } from '../model/viewport.ts';
import type { Chart } from './chart.ts';
import { firstView } from './first-view.ts';

/** Gives a chart its source: reads what there is, shows the first view, and says what goes on. */
export class ChartOpening {
  /** What the chart reads from. */
  source: SeriesSource | null = null;
  readonly #chart: Chart;
  #books: Promise<{ add(book: Book): void }> | null = null;
  #epoch = 0;

  constructor(chart: Chart) {
    this.#chart = chart;
  }

  /** Opens an instrument of the source that is there. */
  async reopen(instrument: string, first: Partial<TimeSpan>): Promise<void> {
    if (this.source === null) throw new TypeError('the chart has no source yet; call setSource first');
    await this.open(this.source, instrument, undefined, first);
  }

  /** Takes an instrument of a source without reading from it; gives the number of this opening. */
  adopt(source: SeriesSource, instrument: string): number {
    this.source = source;
    this.#chart.instrument = instrument;
    this.#chart.span = null;
    return ++this.#epoch;
  }

  /** Opens an instrument of a source. `known` is the span of its data where it is known. */
  async open(source: SeriesSource, instrument: string, known?: TimeSpan, first?: Partial<TimeSpan>): Promise<void> {
    const chart = this.#chart;
    const epoch = this.adopt(source, instrument);
    chart.isOpening = true;
    chart.data.reset({ source, instrument, ...chart.settings });
    this.#say(`Loading ${instrument} \u2026`);
    // Trades may go on behind the last snapshot.
    const reach = (snapshots: TimeSpan) => spanWithTrades(source, instrument, snapshots).catch(() => snapshots);
    const reached = known && reach(known);
    const overview = chart.data.loadOverview(chart.pixels);
    // What the chart itself chooses to show depends on how many rows there are.
    const span = await (reached && first ? reached : overview.then((found) => reached ?? (found && reach(found))));
    if (epoch !== this.#epoch || chart.ended.signal.aborted) return;
    if (span !== null) this.begin(span, first);
    else await this.#sayWhyNothing(() => this.open(source, instrument, known, first));
  }

  /** Adds a book to those in memory and draws them. */
  update(book: Book): void {
    this.#chart.isOpening ||= this.#chart.span === null;
    this.#books ??= import('./live-books.ts').then((module) => new module.LiveBooks(this.#chart, this));
    this.#books
      .then((books) => books.add(book))
      .catch(({ message }: Error) => {
        this.#say(message);
        this.#chart.endOpening();
      });
  }

  /** Shows the first view of data that span some time; a bound that is missing is that of the data. */
  begin(span: TimeSpan, first: Partial<TimeSpan> = {}): void {
    const chart = this.#chart;
    this.#say(null);
    chart.isOpening = false;
    chart.span = span;
    chart.data.setData(span);
    const asked = { ...fitViewport(span), ...first };
    const isAsked = (first.start ?? first.end) !== undefined && asked.start < asked.end;
    if (isAsked) chart.setViewport(asked);
    else chart.grid.showAll(firstView(chart, span), 'end');
  }

  async #sayWhyNothing(retry: () => Promise<void>): Promise<void> {
    const chart = this.#chart;
    const epoch = this.#epoch;
    const { showNothing } = await import('./words.ts');
    if (epoch !== this.#epoch) return;
    const { candles, obi, cvd } = chart.data.failures;
    showNothing(chart.view.status, chart.instrument, candles ?? obi ?? cvd, retry);
    chart.endOpening();
  }

  #say(text: string | null): void {
    const { status } = this.#chart.view;
    status.hidden = text === null;
    status.replaceChildren(element('div', '', text ?? ''));
  }
}
