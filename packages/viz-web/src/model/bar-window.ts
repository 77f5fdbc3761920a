import type { TimeSpan } from './viewport.ts';

/** Lengths that bars are widened to. */
const ROUND_SECONDS = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 300, 600, 900, 1800],
  ...[3600, 7200, 10_800, 14_400, 21_600, 28_800, 43_200, 86_400],
];
const LONGEST_SECONDS = 86_400;
/** A bar narrower than this many device pixels shows nothing of its own. */
const LEAST_PIXELS = 2;
/** Of fewer bars each shows too little. */
const LEAST_BARS = 20;
/** More bars than this are no bars any more. */
const MOST_BARS = 1500;
/** How many bars a span is best seen with. */
const GOOD_BARS = 240;

/** The wanted length of a bar, or the next round multiple of it at which bars can be told apart. */
export function legibleWindow(wantedSeconds: number, spanMs: number, pixels: number): number {
  const least = (LEAST_PIXELS * spanMs) / (1000 * Math.max(1, pixels));
  if (wantedSeconds >= least) return wantedSeconds;
  const round = ROUND_SECONDS.find((seconds) => seconds >= least && seconds % wantedSeconds === 0);
  return round ?? Math.max(wantedSeconds, Math.floor(LONGEST_SECONDS / wantedSeconds) * wantedSeconds);
}

/** The pixels to ask candles with, so that the source leaves this length as it is: four a candle, by the port. */
export function pixelsForWindow(windowSeconds: number, spanMs: number): number {
  return Math.max(1, Math.ceil((4 * spanMs) / (1000 * windowSeconds)));
}

/** The wanted length of a bar where a span shows a fair number of them, else the choice that gives about 240. */
export function fairWindow({ start, end }: TimeSpan, wantedSeconds: number, choices: readonly number[]): number {
  const barsOf = (seconds: number) => (end - start) / (1000 * seconds);
  if (barsOf(wantedSeconds) >= LEAST_BARS && barsOf(wantedSeconds) <= MOST_BARS) return wantedSeconds;
  const distance = (seconds: number) => Math.abs(Math.log(barsOf(seconds) / GOOD_BARS));
  return choices.reduce(
    (best, seconds) => (distance(seconds) < distance(best) ? seconds : best),
    choices[0] ?? wantedSeconds,
  );
}
