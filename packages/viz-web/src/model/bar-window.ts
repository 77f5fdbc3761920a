/** Lengths that bars are widened to. */
const ROUND_SECONDS = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 300, 600, 900, 1800],
  ...[3600, 7200, 10_800, 14_400, 21_600, 28_800, 43_200, 86_400],
];
const LONGEST_SECONDS = 86_400;
/** A bar narrower than this many device pixels shows nothing of its own. */
const LEAST_PIXELS = 2;

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
