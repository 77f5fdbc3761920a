import { CANDLE_SECONDS, TILE_SLOTS } from '../pyramid/tile-grid.ts';

/** A span of time, epoch milliseconds, end exclusive, to be composed of stored candles of one length. */
export interface CandleSegment {
  /** Index in `CANDLE_SECONDS`. */
  readonly rung: number;
  readonly start: number;
  readonly end: number;
}

/** So many stored candles a window are composed at once; of more, the inner ones come from the next longer length. */
const MOST_CANDLES = 2 * TILE_SLOTS;

/**
 * Which stored candles windows from `start` to `end` are composed of: the longest that divide the window, and in windows
 * of many, longer ones inside and these at both ends.
 */
export function candleSegments(windowSeconds: number, start: number, end: number): readonly CandleSegment[] {
  const rung = CANDLE_SECONDS.findLastIndex((seconds) => windowSeconds % seconds === 0);
  const isFine = windowSeconds > MOST_CANDLES * CANDLE_SECONDS[rung]! && rung + 1 < CANDLE_SECONDS.length;
  if (!isFine) return [{ rung, start, end }];
  const segments: CandleSegment[] = [];
  for (let window = start; window < end; window += 1000 * windowSeconds) {
    cover(segments, rung, window, window + 1000 * windowSeconds);
  }
  return segments;
}

function cover(segments: CandleSegment[], rung: number, start: number, end: number): void {
  const longer = 1000 * (CANDLE_SECONDS[rung + 1] ?? Number.POSITIVE_INFINITY);
  const from = Math.ceil(start / longer) * longer;
  const to = Math.floor(end / longer) * longer;
  if (!(from < to)) {
    add(segments, { rung, start, end });
    return;
  }
  add(segments, { rung, start, end: from });
  cover(segments, rung + 1, from, to);
  add(segments, { rung, start: to, end });
}

function add(segments: CandleSegment[], segment: CandleSegment): void {
  const last = segments.at(-1);
  if (segment.start === segment.end) return;
  if (last?.rung === segment.rung && last.end === segment.start) {
    segments[segments.length - 1] = { ...last, end: segment.end };
  } else segments.push(segment);
}
