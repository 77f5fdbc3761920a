import { element, moveTo, setText } from './element.ts';
import { adoptStyles } from './style.ts';

const CSS = `
.of-fill{position:absolute;top:0;left:0;z-index:5;max-width:min(320px,70%);padding:4px 8px;border-radius:4px;border:1px solid var(--of-axisText);background:var(--of-panel);color:var(--of-text);pointer-events:none}
`;
const DISTANCE = 12;

/** Words beside the pointer. */
export class FillTip {
  readonly #chart: HTMLElement;
  readonly #root = element('div', 'of-fill');
  readonly #dropStyles: () => void;

  constructor(chart: HTMLElement) {
    this.#chart = chart;
    this.#dropStyles = adoptStyles(chart, CSS);
    this.#root.hidden = true;
    chart.append(this.#root);
  }

  /** Shows words at a place in CSS pixels; null hides them. */
  show(text: string | null, x: number, y: number): void {
    this.#root.hidden = text === null;
    if (text === null) return;
    setText(this.#root, text);
    const { offsetWidth } = this.#root;
    const isRight = x + DISTANCE + offsetWidth < this.#chart.clientWidth;
    moveTo(this.#root, isRight ? x + DISTANCE : Math.max(0, x - DISTANCE - offsetWidth), y + DISTANCE);
  }

  /** Takes it away. */
  remove(): void {
    this.#root.remove();
    this.#dropStyles();
  }
}
