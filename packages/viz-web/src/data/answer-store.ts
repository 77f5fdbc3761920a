import type { Accuracy } from '../model/accuracy.ts';
import type { TimeSpan } from '../model/viewport.ts';
import type { Plan } from './plan.ts';

/** An answer with what was asked. */
export interface Held<Answer> {
  readonly plan: TimeSpan & Pick<Plan, 'stepMs'>;
  readonly answer: Answer;
  /** Whether it holds every row, so that it is exact at any zoom. */
  readonly isWhole: boolean;
  /** Whether it is coarser than what was asked for: its source holds nothing finer. */
  readonly isFinest: boolean;
  /** Whether it is not whole although all rows were asked for. */
  readonly lacksRows?: boolean;
  /** Whether its buckets reach over edges of pixels although they were to lie on them. */
  readonly isRough?: boolean;
}

const MOST_ANSWERS = 12;
const KNOWN_FOR_BEST = 0.01;

/** Keeps the last answers on a series, and the one on all its time. */
export class AnswerStore<Answer> {
  #held: Held<Answer>[] = [];
  #overview: Held<Answer> | null = null;

  /** The answer on all time; null before it is there. */
  get overview(): Held<Answer> | null {
    return this.#overview;
  }

  /** Keeps the answer on all time. */
  setOverview(held: Held<Answer>): void {
    this.#overview = held;
  }

  /** Keeps an answer, and forgets the one that was not used for longest. */
  add(held: Held<Answer>): void {
    this.#held = [held, ...this.#held].slice(0, MOST_ANSWERS);
  }

  /** Forgets all. */
  clear(): void {
    this.#held = [];
    this.#overview = null;
  }

  /** The answer that draws a view best: one that covers it, of the nearest step; else the one that covers most. */
  best(view: TimeSpan, stepMs: number): Held<Answer> | null {
    let best = this.#overview;
    let least = best === null ? Number.POSITIVE_INFINITY : distance(best, view, stepMs);
    for (const held of this.#held) {
      const far = distance(held, view, stepMs);
      if (far >= least) continue;
      best = held;
      least = far;
    }
    if (best !== null && best !== this.#overview) this.#held = [best, ...this.#held.filter((held) => held !== best)];
    return best;
  }
}

/** How truly an answer draws a view that is best drawn by a plan. */
export function accuracyOf(
  { plan, isWhole, isFinest, isRough }: Held<unknown>,
  view: TimeSpan,
  { stepMs, isExact }: Plan,
  data: TimeSpan | null,
): Accuracy {
  if (!covers(plan, view, data)) return 'preview';
  if (isWhole) return 'exact';
  if (plan.stepMs === stepMs) return isExact && !isRough ? 'exact' : 'detail';
  return isFinest && plan.stepMs > stepMs ? 'limit' : 'preview';
}

/** Whether a span holds all of a view in which there can be data. */
export function covers(span: TimeSpan, view: TimeSpan, data: TimeSpan | null): boolean {
  const start = data === null ? view.start : Math.max(view.start, data.start);
  const end = data === null ? view.end : Math.min(view.end, data.end);
  return start >= end || (span.start <= start && span.end >= end);
}

function distance({ plan, isWhole, isFinest, lacksRows }: Held<unknown>, view: TimeSpan, stepMs: number): number {
  const shared = Math.max(0, Math.min(plan.end, view.end) - Math.max(plan.start, view.start));
  const missing = 1 - shared / (view.end - view.start);
  const steps = isWhole && plan.stepMs >= stepMs ? 0 : Math.abs(Math.log2(plan.stepMs / stepMs));
  // Of two alike the one counts that is known for the best.
  const bonus = isWhole || isFinest || lacksRows ? KNOWN_FOR_BEST : 0;
  return steps + (missing > 0 ? 4 + 40 * missing : 0) - bonus;
}
