import type { Timestamp } from './timestamp.ts';

/**
 * ISO 8601 in UTC, exact, with three decimals, or nine where there are nanoseconds: `2025-07-01T00:00:00.000Z`,
 * `2025-07-01T00:00:00.123000001Z`.
 * @throws RangeError where the time lies beyond the range of `Date`.
 */
export function formatTimestamp({ timestamp, nanoseconds }: Timestamp): string {
  const text = new Date(timestamp).toISOString();
  return nanoseconds === 0 ? text : `${text.slice(0, -1)}${String(nanoseconds).padStart(6, '0')}Z`;
}
