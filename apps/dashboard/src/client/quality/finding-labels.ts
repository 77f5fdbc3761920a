import { formatDuration } from '@orderflow/core';
import { formatMillisecond, formatMoment } from '@orderflow/viz-web/chart';
import { countText } from '../parts/count-text.ts';
import { findingName } from './finding-names.ts';
import type { FindingSpan } from './finding-spans.ts';

/** More are not said at once. */
const MOST = 4;

/** What lies at a moment, or within `reachMs` of it: what it is, when, and how long; one line each. */
export function findingLabels(spans: readonly FindingSpan[], at: number, reachMs: number): readonly string[] {
  const here = spans.filter(({ start, end }) => start - reachMs <= at && at <= end + reachMs);
  const lines = here.slice(0, MOST).map(labelOf);
  return here.length > MOST ? [...lines, `and ${countText(here.length - MOST)} more`] : lines;
}

function labelOf({ kind, rows, start, end }: FindingSpan): string {
  const { name, one } = findingName(kind);
  const what = rows === 1 ? one : `${name}: ${countText(rows)}`;
  return start === end ? `${what} · ${momentText(start)}` : `${what} · ${stretchText(start, end)}`;
}

function stretchText(start: number, end: number): string {
  const isOneDay = momentText(start).slice(0, 10) === momentText(end).slice(0, 10);
  const last = isOneDay ? formatMillisecond(end) : momentText(end);
  return `${momentText(start)} to ${last} · ${formatDuration(end - start)}`;
}

function momentText(ms: number): string {
  return `${formatMoment(ms).slice(0, 10)} ${formatMillisecond(ms)}`;
}
