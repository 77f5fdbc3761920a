import { type ChartSize, plotHeight, plotWidth } from '../model/region.ts';
import { element, moveTo, setText } from './element.ts';

const TAG_HEIGHT = 20;
const TAG_TOP = 4;

/** What the crosshair shows, in CSS pixels. */
export interface CrosshairLook {
  readonly x: number;
  /** null where it has a moment only. */
  readonly y: number | null;
  readonly timeText: string;
  readonly valueText: string;
  /** The message of an alert at this place. */
  readonly alertText: string | null;
}

/** The crosshair through all panes, with its tags on the axes. */
export class CrosshairView {
  readonly root = element('div', 'of-cross');
  readonly #x = element('div', 'of-cross-x');
  readonly #y = element('div', 'of-cross-y');
  readonly #timeTag = element('div', 'of-tag of-tag-x');
  readonly #valueTag = element('div', 'of-tag of-tag-y');
  readonly #alert = element('div', 'of-alert');
  #measuredLength = 0;
  #half = 0;

  constructor() {
    this.root.hidden = true;
    this.root.append(this.#x, this.#y, this.#timeTag, this.#valueTag, this.#alert);
  }

  /** Shows it, or hides it where there is nothing to show. */
  show(size: ChartSize, look: CrosshairLook | null): void {
    this.root.hidden = look === null;
    if (look === null) return;
    const [width, height] = [plotWidth(size), plotHeight(size)];
    this.#x.style.height = `${height}px`;
    this.#y.style.width = `${width}px`;
    moveTo(this.#x, Math.round(look.x), 0);
    this.#y.hidden = look.y === null;
    this.#valueTag.hidden = look.y === null || look.valueText === '';
    setText(this.#timeTag, look.timeText);
    setText(this.#valueTag, look.valueText);
    const half = this.#halfTag(look.timeText.length);
    moveTo(this.#timeTag, Math.round(Math.max(0, Math.min(width - 2 * half, look.x - half))), height + TAG_TOP);
    if (look.y !== null) {
      moveTo(this.#y, 0, Math.round(look.y));
      const top = Math.max(0, Math.min(height - TAG_HEIGHT, look.y - TAG_HEIGHT / 2));
      moveTo(this.#valueTag, width + 1, Math.round(top));
    }
    this.#showAlert(look, width);
  }

  /** Half the time tag's width, measured only where the text's length changes: measuring lays out the page. */
  #halfTag(length: number): number {
    if (length !== this.#measuredLength) {
      this.#measuredLength = length;
      this.#half = this.#timeTag.offsetWidth / 2;
    }
    return this.#half;
  }

  #showAlert({ alertText, x, y }: CrosshairLook, width: number): void {
    this.#alert.hidden = alertText === null;
    if (alertText === null) return;
    setText(this.#alert, alertText);
    const isLeft = x + 12 + this.#alert.offsetWidth < width;
    moveTo(this.#alert, isLeft ? x + 12 : Math.max(0, x - 12 - this.#alert.offsetWidth), (y ?? 60) + 14);
  }
}
