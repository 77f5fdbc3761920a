import type { Accuracy } from '../model/accuracy.ts';
import type { TimeSpan } from '../model/viewport.ts';
import { AnswerStore, accuracyOf, covers, type Held } from './answer-store.ts';
import type { Plan } from './plan.ts';

/** How a feed gets its answers. */
export interface FeedParts<Answer> {
  /** What draws a view on so many device pixels exactly. */
  readonly plan: (view: TimeSpan, pixels: number) => Plan;
  /** Asks for a plan; for all there is where it is null. */
  readonly ask: (plan: Plan | null, pixels: number, signal: AbortSignal) => Promise<Held<Answer>>;
  /** Called whenever there is something new to draw. */
  readonly onChange: () => void;
}

/** What there is to draw of a view. */
interface Look<Answer> {
  readonly held: Held<Answer>;
  readonly accuracy: Accuracy;
}

/** A step this many powers of two off the exact one is worth a request while a gesture runs. */
const WORTH_A_REQUEST = 1.5;

/** Reads one series: what is nearest at once, what is exact when the view stands still; stale answers are dropped. */
export class SeriesFeed<Answer> {
  readonly #parts: FeedParts<Answer>;
  readonly #store = new AnswerStore<Answer>();
  #data: TimeSpan | null = null;
  #pending: { readonly plan: Plan; readonly controller: AbortController } | null = null;
  #failure: unknown = null;
  #epoch = 0;

  constructor(parts: FeedParts<Answer>) {
    this.#parts = parts;
  }

  /** Why the last request failed; null where it did not. */
  get failure(): unknown {
    return this.#failure;
  }

  /** The answer on all time; null before it is there. */
  get overview(): Held<Answer> | null {
    return this.#store.overview;
  }

  /** Forgets all answers; those still on their way are dropped. */
  reset(): void {
    this.#epoch++;
    this.#abort();
    this.#failure = null;
    this.#store.clear();
  }

  /** Says where data can be. */
  setData(data: TimeSpan): void {
    this.#data = data;
  }

  /** Reads the overview. */
  async loadOverview(pixels: number): Promise<void> {
    const epoch = this.#epoch;
    try {
      const held = await this.#parts.ask(null, pixels, new AbortController().signal);
      if (epoch !== this.#epoch) return;
      this.#store.setOverview(held);
      this.#parts.onChange();
    } catch (error) {
      this.#fail(error, epoch);
    }
  }

  /** The answer that draws a view best; null where there is none yet. */
  look(view: TimeSpan, pixels: number): Look<Answer> | null {
    const { stepMs } = this.#parts.plan(view, pixels);
    const held = this.#store.best(view, stepMs);
    return held === null ? null : { held, accuracy: accuracyOf(held, view, stepMs, this.#data) };
  }

  /** Asks for what a view needs. While it moves, only for what would be missed badly, and one at a time. */
  want(view: TimeSpan, pixels: number, isMoving: boolean): void {
    const plan = this.#parts.plan(view, pixels);
    const held = this.#store.best(view, plan.stepMs);
    if (held !== null && accuracyOf(held, view, plan.stepMs, this.#data) !== 'preview') {
      if (!isMoving) this.#abort();
      return;
    }
    if (isMoving && (this.#pending !== null || !this.#isPoor(held, view, plan))) return;
    if (this.#pending !== null && isSame(this.#pending.plan, plan)) return;
    this.#abort();
    this.#request(plan, pixels).catch(() => undefined);
  }

  #isPoor(held: Held<Answer> | null, view: TimeSpan, plan: Plan): boolean {
    if (held === null || !covers(held.plan, view, this.#data)) return true;
    return !held.isWhole && Math.abs(Math.log2(held.plan.stepMs / plan.stepMs)) >= WORTH_A_REQUEST;
  }

  async #request(plan: Plan, pixels: number): Promise<void> {
    const pending = { plan, controller: new AbortController() };
    const epoch = this.#epoch;
    this.#pending = pending;
    try {
      const held = await this.#parts.ask(plan, pixels, pending.controller.signal);
      if (this.#pending !== pending) return;
      this.#pending = null;
      this.#failure = null;
      this.#store.add(held);
      this.#parts.onChange();
    } catch (error) {
      if (this.#pending !== pending) return;
      this.#pending = null;
      this.#fail(error, epoch);
    }
  }

  #fail(error: unknown, epoch: number): void {
    if (epoch !== this.#epoch) return;
    this.#failure = error;
    this.#parts.onChange();
  }

  #abort(): void {
    this.#pending?.controller.abort();
    this.#pending = null;
  }
}

function isSame(a: Plan, b: Plan): boolean {
  return a.start === b.start && a.end === b.end && a.stepMs === b.stepMs;
}
