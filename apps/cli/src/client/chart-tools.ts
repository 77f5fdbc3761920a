import { formatWindow } from '@orderflow/viz-web/chart';
import { barLengths } from '../report/bar-lengths.ts';
import type { ChartFacts } from '../report/chart-facts.ts';
import { button, element } from './element.ts';

/** What the tools do. */
export interface ToolEvents {
  readonly onInstrument: (index: number) => void;
  readonly onWindow: (seconds: number) => void;
  readonly onFit: () => void;
}

/** The row above the chart: which instrument, how long a bar, everything at once. */
export class ChartTools {
  readonly root = element('div', 'chart-tools');
  readonly #events: ToolEvents;
  readonly #facts: ChartFacts;
  readonly #lengths = element('div', 'choices');
  readonly #instruments: HTMLSelectElement | null;

  constructor(facts: ChartFacts, events: ToolEvents) {
    this.#facts = facts;
    this.#events = events;
    this.#instruments = facts.charts.length > 1 ? this.#makePicker() : null;
    this.#lengths.setAttribute('role', 'group');
    this.#lengths.setAttribute('aria-label', 'Length of a bar');
    const fit = button('Show all', () => events.onFit());
    this.root.append(...(this.#instruments === null ? [] : [this.#instruments]), this.#lengths, fit);
  }

  /** Shows what was chosen. */
  show(index: number, windowSeconds: number): void {
    const chart = this.#facts.charts[index];
    if (chart === undefined) return;
    if (this.#instruments !== null) this.#instruments.selectedIndex = index;
    const buttons = barLengths(chart, this.#facts.windowSeconds).map((seconds) => {
      const made = button(formatWindow(seconds), () => this.#events.onWindow(seconds));
      made.setAttribute('aria-pressed', String(seconds === windowSeconds));
      return made;
    });
    const hadFocus = this.#lengths.contains(document.activeElement);
    this.#lengths.replaceChildren(...buttons);
    if (hadFocus) buttons.find((made) => made.getAttribute('aria-pressed') === 'true')?.focus();
  }

  #makePicker(): HTMLSelectElement {
    const picker = element('select', 'choice');
    picker.setAttribute('aria-label', 'Instrument');
    picker.append(...this.#facts.charts.map(({ instrument }) => new Option(instrument)));
    picker.addEventListener('change', () => this.#events.onInstrument(picker.selectedIndex));
    return picker;
  }
}
