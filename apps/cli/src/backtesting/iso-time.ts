import { formatTimestamp } from '@orderflow/core';

const NS_PER_US = 1000;
const US_PER_MS = 1000;

/** Epoch milliseconds, decimals allowed, as ISO 8601 in UTC: to the microsecond, which is what a double holds today. */
export function isoTime(timestamp: number): string {
  const microseconds = Math.round(timestamp * US_PER_MS);
  const whole = Math.floor(microseconds / US_PER_MS);
  return formatTimestamp({ timestamp: whole, nanoseconds: (microseconds - whole * US_PER_MS) * NS_PER_US });
}
