import type { Accuracy } from '../model/accuracy.ts';
import type { TimeSpan } from '../model/viewport.ts';
import { AnswerStore, accuracyOf, covers, type Held } from './answer-store.ts';
import { type Plan, pixelsOfPlan } from './plan.ts';

/** How a feed gets its answers. */
export interface FeedParts<Answer> {
  /** What draws a view on so many device pixels exactly, or well enough while it moves. */
  readonly plan: (view: TimeSpan, pixels: number, isMoving?: boolean) => Plan;
  /**
   * Asks for a plan, with `pixels` or more where that takes more; for all there is on so many where it is null.
   * `isCrowded` where its rows are known to be too many to be read.
   */
  readonly ask: (plan: Plan | null, pixels: number, signal: AbortSignal, isCrowded: boolean) => Promise<Held<Answer>>;
  /** How many rows an answer counts in a span; left out where answers are no lines. */
  readonly rowsIn?: (answer: Answer, span: TimeSpan) => number;
  /** So many rows are read as they are, where buckets do not draw the same; a quarter of them where they do. */
  readonly mostRows: number;
  /** Called whenever there is something new to draw. */
  readonly onChange: () => void;
}

/** What there is to draw of a view. */
interface Look<Answer> {
  readonly held: Held<Answer>;
  readonly accuracy: Accuracy;
  /** Whether nothing better can be had. */
  readonly isLast: boolean;
}

/** A step this many powers of two off the exact one is worth a request while a gesture runs. */
const WORTH_A_REQUEST = 1.5;
/** A source gives rows where there are fewer of them a pixel; some may have come since they were counted. */
const ROWS_PER_PIXEL = 7;
/** On the grid of pixels few buckets draw what so many times the rows that are worth their way would. */
const GRID_SHARE = 4;

/** Reads one series: what is nearest at once, what is exact when the view stands still; stale answers are dropped. */
export class SeriesFeed<Answer> {
  readonly #parts: FeedParts<Answer>;
  readonly #store = new AnswerStore<Answer>();
  #data: TimeSpan | null = null;
  #pending: { readonly plan: Plan; readonly pixels: number; readonly controller: AbortController } | null = null;
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

  /** Whether an answer is on its way. */
  get isWaiting(): boolean {
    return this.#pending !== null;
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
      const held = await this.#parts.ask(null, pixels, new AbortController().signal, false);
      if (epoch !== this.#epoch) return;
      this.#store.setOverview(held);
      this.#parts.onChange();
    } catch (error) {
      this.#fail(error, epoch);
    }
  }

  /** The answer that draws a view best; null where there is none yet. */
  look(view: TimeSpan, pixels: number): Look<Answer> | null {
    return this.#look(view, this.#parts.plan(view, pixels));
  }

  /** Asks for what a view needs. While it moves, only for what would be missed badly, and one at a time. */
  want(view: TimeSpan, pixels: number, isMoving: boolean): void {
    const plan = this.#parts.plan(view, pixels);
    const look = this.#look(view, plan);
    if (isMoving) {
      if (this.#pending === null && look?.accuracy !== 'exact' && this.#isPoor(look, view, plan))
        this.#request(this.#parts.plan(view, pixels, true), 0);
    } else if (look?.isLast) this.#abort();
    else this.#demand(view, plan, look);
  }

  /** Asks for what draws a view best, unless that is on its way. */
  #demand(view: TimeSpan, plan: Plan, look: Look<Answer> | null): void {
    const pixels = this.#pixelsForRows(look, plan);
    if (this.#pending !== null && isSame(this.#pending.plan, plan) && this.#pending.pixels === pixels) return;
    this.#abort();
    this.#request(plan, pixels, () => {
      const next = this.#look(view, plan);
      if (next?.accuracy === 'detail' && !next.isLast) this.#demand(view, plan, next);
    });
  }

  #look(view: TimeSpan, plan: Plan): Look<Answer> | null {
    const held = this.#store.best(view, plan.stepMs);
    if (held === null) return null;
    const accuracy = accuracyOf(held, view, plan, this.#data);
    const isLast = accuracy !== 'preview' && (accuracy !== 'detail' || this.#pixelsForRows({ held }, plan) === 0);
    return { held, accuracy, isLast };
  }

  /** Whether the rows of a view are too many to be read, or not known yet. */
  isCrowded(view: TimeSpan, pixels: number): boolean {
    return this.#rowsOf(this.#parts.plan(view, pixels), this.overview) > this.#mostRows(true);
  }

  /** The pixels to ask with so that all rows come; 0 where they are too many or come anyway. */
  #pixelsForRows(look: Pick<Look<Answer>, 'held'> | null, plan: Plan): number {
    if (look?.held.lacksRows) return 0;
    const rows = this.#rowsOf(plan, this.overview ?? look?.held);
    const pixels = Math.ceil((rows + 1) / ROWS_PER_PIXEL);
    return rows <= this.#mostRows(plan.isExact) && pixels > pixelsOfPlan(plan) ? pixels : 0;
  }

  #mostRows(isOnGrid: boolean): number {
    return this.#parts.mostRows / (isOnGrid ? GRID_SHARE : 1);
  }

  #rowsOf({ start, end }: TimeSpan, known: Held<Answer> | null | undefined): number {
    const rows = known && this.#parts.rowsIn?.(known.answer, { start: start - known.plan.stepMs, end });
    return rows ?? Number.POSITIVE_INFINITY;
  }

  #isPoor(look: Look<Answer> | null, view: TimeSpan, plan: Plan): boolean {
    if (look === null || !covers(look.held.plan, view, this.#data)) return true;
    const { held, accuracy } = look;
    return accuracy === 'preview' && Math.abs(Math.log2(held.plan.stepMs / plan.stepMs)) >= WORTH_A_REQUEST;
  }

  #request(plan: Plan, pixels: number, goOn?: () => void): void {
    const pending = { plan, pixels, controller: new AbortController() };
    const epoch = this.#epoch;
    this.#pending = pending;
    const isDropped = () => this.#pending !== pending;
    const isCrowded = this.overview !== null && this.#rowsOf(plan, this.overview) > this.#mostRows(plan.isExact);
    this.#parts.ask(plan, pixels, pending.controller.signal, isCrowded).then(
      (held) => {
        if (isDropped()) return;
        this.#pending = null;
        this.#failure = null;
        this.#store.add({ ...held, lacksRows: pixels > 0 && !held.isWhole });
        goOn?.();
        this.#parts.onChange();
      },
      (error) => {
        if (isDropped()) return;
        this.#pending = null;
        this.#fail(error, epoch);
      },
    );
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
