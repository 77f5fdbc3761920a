/** A span of time, epoch milliseconds, end exclusive. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/** The span of time that is on the screen, epoch milliseconds. */
export type Viewport = TimeSpan;

/** The narrowest view: a hundredth of a millisecond more than a double tells apart. */
export const LEAST_SPAN_MS = 0.05;
/** How far one can zoom out beyond the data, as a factor of their span. */
const MOST_SPANS = 1.5;
/** The share of the view that must stay on the data. */
const LEAST_OVERLAP = 0.1;
/** Free space right of the last bar, as a share of the view. */
const RIGHT_MARGIN = 0.02;

/** The view with `factor` times its span, but no narrower than `leastMs`; the moment `at` stays where it is. */
export function zoomAt({ start, end }: Viewport, factor: number, at: number, leastMs = LEAST_SPAN_MS): Viewport {
  const kept = Math.max(factor, Math.min(1, leastMs / (end - start)));
  return { start: at - (at - start) * kept, end: at + (end - at) * kept };
}

/** The view moved by so many milliseconds. */
export function panBy({ start, end }: Viewport, ms: number): Viewport {
  return { start: start + ms, end: end + ms };
}

/** The view kept near the data: neither narrower nor wider than makes sense, and never wholly off them. */
export function clampViewport(view: Viewport, data: TimeSpan, windowMs: number, leastMs = LEAST_SPAN_MS): Viewport {
  const most = MOST_SPANS * Math.max(data.end - data.start, windowMs);
  const wanted = view.end - view.start;
  const span = Math.min(most, Math.max(leastMs, wanted));
  const start = view.start + (wanted - span) / 2;
  const earliest = data.start - (1 - LEAST_OVERLAP) * span;
  const latest = data.end - LEAST_OVERLAP * span;
  const kept = Math.min(latest, Math.max(earliest, start));
  return { start: kept, end: kept + span };
}

/** The view of all data, with a little space at the right. */
export function fitViewport(data: TimeSpan): Viewport {
  const span = Math.max(1, data.end - data.start) / (1 - RIGHT_MARGIN);
  return { start: data.start, end: data.start + span };
}

/** The view of the last `bars` bars, or of all data where those are fewer. */
export function lastBars(data: TimeSpan, windowMs: number, bars: number): Viewport {
  const end = Math.ceil(data.end / windowMs) * windowMs;
  const start = Math.max(Math.floor(data.start / windowMs) * windowMs, end - bars * windowMs);
  return fitViewport({ start, end });
}

/** The view of the same span with a moment in its middle. */
export function centreAt({ start, end }: Viewport, at: number): Viewport {
  return panBy({ start, end }, at - (start + end) / 2);
}
