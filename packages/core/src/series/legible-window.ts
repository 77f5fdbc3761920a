/** The longest window of a candle: a day. */
export const LONGEST_WINDOW_SECONDS = 86_400;

/** A candle narrower than this many device pixels shows nothing. */
const PIXELS_PER_CANDLE = 4;

/** The wanted window, or its smallest multiple that leaves every candle enough pixels, as far as a day. */
export function legibleWindow(windowSeconds: number, spanMs: number, pixels: number): number {
  const least = (PIXELS_PER_CANDLE * spanMs) / (1000 * pixels);
  const factor = Math.min(Math.ceil(least / windowSeconds), Math.floor(LONGEST_WINDOW_SECONDS / windowSeconds));
  return windowSeconds * Math.max(1, factor);
}

/** The pixels to ask with, so that candles of just this length come. */
export function pixelsForWindow(windowSeconds: number, spanMs: number): number {
  return Math.max(1, Math.ceil((PIXELS_PER_CANDLE * spanMs) / (1000 * windowSeconds)));
}
