import type { Scene } from './scene.ts';
import { lastAtOrBefore, lowerBound } from './search.ts';

/**
 * The moment one step from another: the snapshot next to it where they are further apart than pixels, else the middle of
 * the next bar. From nowhere (null) it is the last one in view that begins before `end`.
 */
export function stepFrom(
  { view, obi, cvd }: Pick<Scene, 'view' | 'obi' | 'cvd'>,
  from: number | null,
  direction: -1 | 1,
  place: { readonly pixels: number; readonly windowMs: number; readonly end: number },
): number {
  const { pixels, windowMs } = place;
  // Ends are exclusive.
  const last = Math.min(view.end, place.end) - 1;
  const line = obi ?? cvd;
  const times = line?.times ?? [];
  const isSparse = lowerBound(times, view.end) - lowerBound(times, view.start) < pixels;
  if (line === null || line.ys !== line.closes || !isSparse) {
    const bars = from === null ? 0 : direction;
    return (Math.floor((from ?? last) / windowMs) + bars + 0.5) * windowMs;
  }
  const index = direction > 0 && from !== null ? lastAtOrBefore(times, from) + 1 : lowerBound(times, from ?? last) - 1;
  return times[Math.max(0, Math.min(times.length - 1, index))] ?? last;
}
