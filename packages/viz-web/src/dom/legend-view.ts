import type { LegendItem, Tone } from '../model/legend-item.ts';
import { element, setText } from './element.ts';

/** A legend as text. Elements are kept: only what changes is touched. */
export class LegendView {
  readonly root = element('div', 'of-legend');
  readonly #items: {
    readonly box: HTMLElement;
    readonly label: HTMLElement;
    readonly value: HTMLElement;
    tone: Tone | null;
  }[] = [];

  /** Shows items. */
  show(items: readonly LegendItem[]): void {
    while (this.#items.length > items.length) this.#items.pop()?.box.remove();
    for (const [index, { label, value, tone }] of items.entries()) {
      const item = this.#items[index] ?? this.#add(index === 0 && label === '');
      setText(item.label, label);
      setText(item.value, value);
      if (item.tone !== tone) item.value.style.color = `var(--of-${tone})`;
      item.tone = tone;
    }
  }

  #add(isTitle: boolean) {
    const item = {
      box: element('span', isTitle ? 'of-title' : 'of-item'),
      label: element('i', ''),
      value: element('span', ''),
      tone: null as Tone | null,
    };
    item.box.append(item.label, item.value);
    this.root.append(item.box);
    this.#items.push(item);
    return item;
  }
}
