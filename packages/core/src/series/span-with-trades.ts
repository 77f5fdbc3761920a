import type { SeriesRepository } from '../ports/series-repository.ts';
import { pixelsForWindow } from './legible-window.ts';
import { rangeOf, type Span } from './series-span.ts';

/** Where trades go on for longer without any snapshot, the rest is no part of the same data. */
const MOST_MS = 30 * 86_400_000;
const SECOND_MS = 1000;

/**
 * A span of an instrument's snapshots with the trades behind the last of them, which wait for the next: to the end of
 * the second of the last trade. The span itself where there are none.
 * @throws whatever the repository throws.
 */
export async function spanWithTrades(repository: SeriesRepository, instrument: string, span: Span): Promise<Span> {
  const behind = { start: span.end, end: span.end + MOST_MS };
  const { bars } = await repository.readSeries({
    ...{ instrument, series: 'candles', windowSeconds: 1, range: rangeOf(behind) },
    pixels: pixelsForWindow(1, MOST_MS + 2 * SECOND_MS),
  });
  const last = bars.timestamps[bars.count - 1] ?? Number.NEGATIVE_INFINITY;
  return last < span.end ? span : { ...span, end: last + SECOND_MS };
}
