import type { Bars } from '../model/bars.ts';
import { measure, type RulerPoint } from '../model/ruler.ts';
import { element, moveTo, setText } from './element.ts';
import { adoptStyles } from './style.ts';

const CSS = `
.of-ruler{position:absolute;top:0;left:0;z-index:4;pointer-events:none;background:color-mix(in srgb,var(--of-equity) 16%,transparent);border:1px solid var(--of-equity)}
.of-ruler-text{position:absolute;left:50%;top:50%;transform:translate(-50%,-50%);padding:5px 9px;border-radius:4px;background:var(--of-equity);color:var(--of-background);font-weight:600;text-align:center;white-space:pre}
`;

/** A corner of the ruler: its place in CSS pixels, and what that stands for. */
export interface RulerCorner extends RulerPoint {
  readonly x: number;
  readonly y: number;
}

/** A box between two points with what lies between them. */
export class RulerView {
  readonly #root = element('div', 'of-ruler');
  readonly #text = element('div', 'of-ruler-text');
  readonly #dropStyles: () => void;

  constructor(chart: HTMLElement) {
    this.#dropStyles = adoptStyles(chart, CSS);
    this.#root.append(this.#text);
    chart.append(this.#root);
  }

  /** Shows what lies between two corners. */
  show(from: RulerCorner, to: RulerCorner, bars: Bars | null, decimals: number): void {
    moveTo(this.#root, Math.min(from.x, to.x), Math.min(from.y, to.y));
    this.#root.style.width = `${Math.abs(to.x - from.x) + 1}px`;
    this.#root.style.height = `${Math.abs(to.y - from.y) + 1}px`;
    setText(this.#text, measure(from, to, bars, decimals).join('\n'));
  }

  /** Takes it away. */
  remove(): void {
    this.#root.remove();
    this.#dropStyles();
  }
}
