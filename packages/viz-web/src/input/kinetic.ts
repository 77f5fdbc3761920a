import type { GestureTarget } from './gesture-target.ts';

/** A place of a swipe: milliseconds, and CSS pixels. */
export interface SwipeMove {
  readonly at: number;
  readonly x: number;
}

/** How fast a swipe runs on: the share of speed that is left after a millisecond. */
const FRICTION = 0.9968;
const LEAST_SPEED = 0.02;
const SAMPLE_MS = 80;

/** Lets a swipe that ended go on by itself and slow down; then the target settles. Its code is loaded by a touch. */
export function runOn(target: GestureTarget, moves: readonly SwipeMove[], endedAt: number, signal: AbortSignal): void {
  let speed = speedAt(moves, endedAt);
  let before = endedAt;
  const step = (now: number) => {
    if (signal.aborted) return;
    const glided = glide(speed, Math.max(0, now - before));
    if (glided === null) {
      target.settle();
      return;
    }
    target.pan(glided.pixels);
    speed = glided.speed;
    before = now;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

/** Pixels a millisecond at a moment, by the last moves; 0 where the finger rested. */
export function speedAt(moves: readonly SwipeMove[], now: number): number {
  const recent = moves.filter(({ at }) => now - at < SAMPLE_MS);
  const [first, last] = [recent[0], recent.at(-1)];
  if (first === undefined || last === undefined || last.at === first.at) return 0;
  return (last.x - first.x) / (last.at - first.at);
}

/** How far a swipe of some speed goes on within some milliseconds, and how fast it is then; null where it rests. */
export function glide(speed: number, elapsedMs: number): { readonly pixels: number; readonly speed: number } | null {
  if (Math.abs(speed) < LEAST_SPEED) return null;
  const after = speed * FRICTION ** elapsedMs;
  return { pixels: (after - speed) / Math.log(FRICTION), speed: after };
}
