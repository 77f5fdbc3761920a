/** How fast a swipe runs on: the share of speed that is left after a millisecond. */
const FRICTION = 0.9968;
const LEAST_SPEED = 0.02;
const SAMPLE_MS = 80;

/** Measures the speed of a swipe by its last moves. */
export class SwipeSpeed {
  #moves: { readonly at: number; readonly x: number }[] = [];

  /** Adds a place, `at` in milliseconds. */
  add(at: number, x: number): void {
    this.#moves = [...this.#moves.filter((move) => at - move.at < SAMPLE_MS), { at, x }];
  }

  /** Pixels a millisecond at a moment; 0 where the finger rested. */
  at(now: number): number {
    const recent = this.#moves.filter((move) => now - move.at < SAMPLE_MS);
    const [first, last] = [recent[0], recent.at(-1)];
    if (first === undefined || last === undefined || last.at === first.at) return 0;
    return (last.x - first.x) / (last.at - first.at);
  }
}

/** How far a swipe of some speed goes on within some milliseconds, and how fast it is then; null where it rests. */
export function glide(speed: number, elapsedMs: number): { readonly pixels: number; readonly speed: number } | null {
  if (Math.abs(speed) < LEAST_SPEED) return null;
  const after = speed * FRICTION ** elapsedMs;
  return { pixels: (after - speed) / Math.log(FRICTION), speed: after };
}
