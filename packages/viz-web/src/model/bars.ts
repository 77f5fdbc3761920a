import type { BarColumns, CandleSeries } from '@orderflow/core';
import { lastAtOrBefore, lowerBound } from './search.ts';
import type { TimeSpan } from './viewport.ts';

/** Bars of one length, `from` to before `to` of a batch. */
export interface BarRun {
  readonly bars: BarColumns;
  readonly windowMs: number;
  readonly from: number;
  readonly to: number;
}

/** Bars in time order; around those asked for there may be longer ones until the others come. */
export interface Bars {
  readonly runs: readonly BarRun[];
  /** The length of the bars asked for. */
  readonly windowMs: number;
  readonly basis: CandleSeries['basis'];
}

/** A bar by its place. */
export interface BarPlace {
  readonly run: BarRun;
  readonly index: number;
}

/** The bars of an answer. */
export function barsOf({ bars, windowSeconds, basis }: CandleSeries): Bars {
  const windowMs = 1000 * windowSeconds;
  return { runs: [{ bars, windowMs, from: 0, to: bars.count }], windowMs, basis };
}

/** Bars with what others have before and after their span. */
export function barsWithin(detail: Bars, span: TimeSpan, rough: Bars): Bars {
  const [run] = rough.runs;
  if (run === undefined) return detail;
  const before = { ...run, to: lowerBound(run.bars.timestamps, span.start - run.windowMs + 1) };
  const after = { ...run, from: lowerBound(run.bars.timestamps, span.end) };
  const runs = [before, ...detail.runs, after].filter(({ from, to }) => to > from);
  return { ...detail, runs };
}

/** The indices of a run's bars that touch a span: first, and last plus one. */
export function barsBetween({ bars, windowMs, from, to }: BarRun, { start, end }: TimeSpan): readonly [number, number] {
  const first = Math.max(from, lowerBound(bars.timestamps, start - windowMs));
  return [first, Math.max(first, Math.min(to, lowerBound(bars.timestamps, end)))];
}

/** The bar that a moment lies in; null where there is none. */
export function barAtTime(bars: Bars, at: number): BarPlace | null {
  for (const run of bars.runs) {
    const index = lastAtOrBefore(run.bars.timestamps, at);
    if (index >= run.from && index < run.to && at < run.bars.timestamps[index]! + run.windowMs) return { run, index };
  }
  return null;
}

/** The last bar that begins before a moment; null where there is none. */
export function lastBarBefore(bars: Bars, end: number): BarPlace | null {
  for (const run of bars.runs.toReversed()) {
    const index = Math.min(run.to, lowerBound(run.bars.timestamps, end)) - 1;
    if (index >= run.from) return { run, index };
  }
  return null;
}
