import { formatTimestamp, type Timestamp } from '@orderflow/core';
import { formatSeconds } from '../output/numbers.ts';
import { type Html, html } from './html.ts';

/** A moment for people, `2025-07-01 00:00:00.123`, always UTC; machines read it too. */
export function renderMoment(moment: Timestamp): Html {
  const text = formatTimestamp(moment);
  return html`<time datetime="${text}">${text.slice(0, -1).replace('T', ' ')}</time>`;
}

/** From one moment to another, and how long that is. */
export function renderSpan(first: Timestamp, last: Timestamp): Html {
  const seconds = (last.timestamp - first.timestamp) / 1000;
  return html`${renderMoment(first)} to ${renderMoment(last)} UTC (${formatSeconds(seconds)})`;
}
