import type { Timestamp } from '@orderflow/core';
import { formatMoment } from '@orderflow/viz-web/chart';
import type { FileInfo } from '../api/api-types.ts';
import { countOf } from '../parts/count-text.ts';

/** From when to when, in UTC; the day of the end is left out where it is that of the start. */
function spanText({ first, last }: { readonly first: Timestamp; readonly last: Timestamp }): string {
  const [start, end] = [formatMoment(first.timestamp), formatMoment(last.timestamp)];
  return `${start.slice(0, 19)} to ${start.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}`;
}

/** What a file holds of an instrument, and from when to when. */
export function heldText(span: FileInfo['instruments'][number]): string {
  return `${span.snapshots === 0 ? 'trades alone' : countOf(span.snapshots, 'snapshot')}, ${spanText(span)}`;
}
