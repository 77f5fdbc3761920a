import type { Timestamp } from '@orderflow/core';
import { formatMoment } from '@orderflow/viz-web/chart';

/** From when to when, in UTC; the day of the end is left out where it is that of the start. */
export function spanText({ first, last }: { readonly first: Timestamp; readonly last: Timestamp }): string {
  const [start, end] = [formatMoment(first.timestamp), formatMoment(last.timestamp)];
  return `${start.slice(0, 19)} to ${start.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}`;
}
