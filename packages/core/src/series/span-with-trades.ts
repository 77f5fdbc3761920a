import type { SeriesRepository } from '../ports/series-repository.ts';
import { rangeOf, type Span } from './series-span.ts';

/** Where trades go on for longer without any snapshot, the rest is no part of the same data. */
const MOST_MS = 30 * 86_400_000;
/** Finds the second within the month in two reads. */
const PIXELS = 16_384;

/**
 * A span of an instrument's snapshots with the trades behind the last of them, which wait for the next: to the end of
 * the second of the last trade, or of the shortest candle that the repository holds. The span itself where there are none.
 * @throws whatever the repository throws.
 */
export async function spanWithTrades(
  repository: Pick<SeriesRepository, 'readSeries'>,
  instrument: string,
  span: Span,
): Promise<Span> {
  let within: Span = { start: Math.floor(span.end), end: Math.floor(span.end) + MOST_MS };
  let shortest = Number.POSITIVE_INFINITY;
  while (true) {
    const range = rangeOf(within);
    const query = { instrument, series: 'candles', windowSeconds: 1, range, pixels: PIXELS } as const;
    const { bars, windowSeconds } = await repository.readSeries(query);
    const start = bars.timestamps[bars.count - 1] ?? Number.NEGATIVE_INFINITY;
    const end = start + 1000 * windowSeconds;
    if (end <= span.end) return span;
    if (windowSeconds === 1 || windowSeconds >= shortest) return start < span.end ? span : { ...span, end };
    shortest = windowSeconds;
    within = { start: Math.max(start, within.start), end };
  }
}
