import { element, moveTo, setText } from './element.ts';

/** A box between two points, in CSS pixels, with what lies between them. */
export class RulerView {
  readonly root = element('div', 'of-ruler');
  readonly #text = element('div', 'of-ruler-text');

  constructor() {
    this.root.hidden = true;
    this.root.append(this.#text);
  }

  /** Shows it. */
  show(
    from: { readonly x: number; readonly y: number },
    to: { readonly x: number; readonly y: number },
    lines: readonly string[],
  ): void {
    this.root.hidden = false;
    moveTo(this.root, Math.min(from.x, to.x), Math.min(from.y, to.y));
    this.root.style.width = `${Math.abs(to.x - from.x) + 1}px`;
    this.root.style.height = `${Math.abs(to.y - from.y) + 1}px`;
    setText(this.#text, lines.join('\n'));
  }

  /** Hides it. */
  hide(): void {
    this.root.hidden = true;
  }
}
