import { type Drag, doubleClick, dragFrom } from './drag.ts';
import type { GestureTarget, Point } from './gesture-target.ts';
import type { SwipeMove } from './kinetic.ts';

const LONG_PRESS_MS = 240;
/** A pointer that moved less than this was clicked. */
const CLICK_REACH = 4;

const loadKinetic = () => import('./kinetic.ts');

/** Drags, pinches, long presses and clicks on a chart. */
export class Pointers {
  readonly #root: HTMLElement;
  readonly #target: GestureTarget;
  readonly #down = new Map<number, Point>();
  #start: Point = { x: 0, y: 0 };
  #hasMoved = false;
  #drag: Drag | null = null;
  #isCrosshairHeld = false;
  #longPress: ReturnType<typeof setTimeout> | undefined;
  #swipe: SwipeMove[] = [];
  #running = new AbortController();

  constructor(root: HTMLElement, target: GestureTarget, signal: AbortSignal) {
    this.#root = root;
    this.#target = target;
    root.addEventListener('pointerdown', (event) => this.#onDown(event), { signal });
    root.addEventListener('pointermove', (event) => this.#onMove(event), { signal });
    root.addEventListener('pointerup', (event) => this.#onUp(event, true), { signal });
    root.addEventListener('pointercancel', (event) => this.#onUp(event, false), { signal });
    root.addEventListener('pointerleave', (event) => this.#onLeave(event), { signal });
    root.addEventListener('dblclick', (event) => doubleClick(target, this.#pointOf(event)), { signal });
    root.addEventListener('contextmenu', (event) => this.#isCrosshairHeld && event.preventDefault(), { signal });
    const onTouch = (event: TouchEvent) => {
      if (this.#isCrosshairHeld || event.touches.length > 1) event.preventDefault();
    };
    root.addEventListener('touchmove', onTouch, { passive: false, signal });
    signal.addEventListener('abort', () => this.#stop());
  }

  #onDown(event: PointerEvent): void {
    if (event.button !== 0 || event.target instanceof HTMLButtonElement) return;
    this.#stop();
    const point = this.#pointOf(event);
    this.#down.set(event.pointerId, point);
    this.#root.setPointerCapture(event.pointerId);
    this.#target.measure(null);
    if (this.#down.size > 1) {
      this.#drag = null;
      return;
    }
    this.#start = point;
    this.#hasMoved = false;
    this.#isCrosshairHeld = false;
    this.#drag = dragFrom(this.#target, point, event.shiftKey);
    this.#swipe = [];
    if (event.pointerType !== 'touch') return;
    loadKinetic().catch(() => undefined);
    this.#longPress = setTimeout(() => this.#holdCrosshair(), LONG_PRESS_MS);
  }

  #holdCrosshair(): void {
    if (this.#hasMoved || this.#down.size !== 1) return;
    this.#isCrosshairHeld = true;
    this.#target.pointAt(this.#start);
  }

  #onMove(event: PointerEvent): void {
    const to = this.#pointOf(event);
    const from = this.#down.get(event.pointerId);
    if (from === undefined) {
      if (event.pointerType !== 'touch' && this.#down.size === 0) this.#target.pointAt(to);
      return;
    }
    if (!this.#hasMoved && Math.hypot(to.x - this.#start.x, to.y - this.#start.y) < CLICK_REACH) return;
    if (this.#down.size === 2) this.#pinch(event.pointerId, to);
    else if (this.#isCrosshairHeld) this.#target.pointAt(to);
    else this.#drag?.move(this.#hasMoved ? from : this.#start, to);
    this.#hasMoved = true;
    this.#down.set(event.pointerId, to);
    this.#swipe.push({ at: event.timeStamp, x: to.x });
    if (event.pointerType !== 'touch') this.#target.pointAt(to);
  }

  #pinch(moving: number, to: Point): void {
    const from = this.#down.get(moving)!;
    const [, other] = [...this.#down].find(([id]) => id !== moving)!;
    const before = Math.hypot(from.x - other.x, from.y - other.y);
    const after = Math.hypot(to.x - other.x, to.y - other.y);
    const middle = (to.x + other.x) / 2;
    this.#target.pan((to.x - from.x) / 2);
    if (after > 0) this.#target.zoom(before / after, middle);
  }

  #onUp(event: PointerEvent, isDeliberate: boolean): void {
    clearTimeout(this.#longPress);
    if (!this.#down.delete(event.pointerId)) return;
    if (this.#down.size > 0) return;
    if (isDeliberate && !this.#hasMoved) {
      if (!this.#isCrosshairHeld) this.#target.click(this.#pointOf(event));
    } else if (event.pointerType === 'touch' && !this.#isCrosshairHeld && this.#drag !== null) {
      this.#runOn(event.timeStamp).catch(() => this.#target.settle());
      return;
    }
    this.#drag = null;
    this.#target.settle();
  }

  /** A swipe goes on by itself and slows down. */
  async #runOn(endedAt: number): Promise<void> {
    this.#running = new AbortController();
    const { signal } = this.#running;
    const { runOn } = await loadKinetic();
    runOn(this.#target, this.#swipe, endedAt, signal);
  }

  #onLeave(event: PointerEvent): void {
    if (this.#down.size === 0 && event.pointerType !== 'touch') this.#target.pointAt(null);
  }

  #stop(): void {
    this.#running.abort();
    clearTimeout(this.#longPress);
  }

  #pointOf({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.#root.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }
}
