import type { EquityRecord } from '@orderflow/core';
import type { Bars } from '../model/bars.ts';
import type { Line } from '../model/line.ts';
import { lowerBound } from '../model/search.ts';

/** Bars without those that begin at `end` or later: what comes last is what the picture shows last. */
export function barsBefore(bars: Bars, end: number): Bars {
  const runs = bars.runs.map((run) => ({ ...run, to: Math.min(run.to, lowerBound(run.bars.timestamps, end)) }));
  return { ...bars, runs: runs.filter(({ from, to }) => to > from) };
}

/** A line whose values end before `end`; it is drawn on to the edge. */
export function lineBefore(line: Line, end: number): Line {
  const count = lowerBound(line.times, end);
  return {
    ...line,
    times: line.times.subarray(0, count),
    closes: line.closes.subarray(0, count),
    rowCounts: line.rowCounts.subarray(0, count),
    last: line.closes[count - 1] ?? null,
  };
}

/** Equity whose last sample stands before `end`. */
export function equityBefore({ startTime, intervalMs, values }: EquityRecord, end: number): EquityRecord {
  const count = Math.max(0, Math.ceil((end - startTime) / intervalMs));
  return { startTime, intervalMs, values: values.subarray(0, count) };
}
