import type { Timestamp } from './timestamp.ts';

/**
 * ISO 8601 in UTC with the shortest fraction that is exact: `2025-07-01T00:00:00Z`, `2025-07-01T00:00:00.123000001Z`.
 * @throws RangeError where the time lies beyond the range of `Date`.
 */
export function formatTimestamp(moment: Timestamp): string {
  const text = new Date(moment.timestamp).toISOString();
  const fraction = `${text.slice(-4, -1)}${String(moment.nanoseconds).padStart(6, '0')}`.replace(/0+$/, '');
  return `${text.slice(0, -5)}${fraction === '' ? '' : `.${fraction}`}Z`;
}
