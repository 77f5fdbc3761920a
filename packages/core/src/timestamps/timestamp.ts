/** An exact moment: whole epoch milliseconds and the nanoseconds within. */
export interface Timestamp {
  /** Whole epoch milliseconds. */
  readonly timestamp: number;
  /** Nanoseconds within the millisecond, 0 to 999,999. */
  readonly nanoseconds: number;
}

/** A span of time: start inclusive, end exclusive; a missing bound is open. */
export interface TimeRange {
  readonly start?: Timestamp;
  readonly end?: Timestamp;
}

/** Below 0 where `a` is earlier than `b`, 0 where both are the same moment, above 0 where it is later. */
export function compareTimestamps(a: Timestamp, b: Timestamp): number {
  return a.timestamp - b.timestamp || a.nanoseconds - b.nanoseconds;
}

/** Whether `moment` lies in `range`. */
export function isInRange(moment: Timestamp, range: TimeRange): boolean {
  if (range.start !== undefined && compareTimestamps(moment, range.start) < 0) return false;
  return range.end === undefined || compareTimestamps(moment, range.end) < 0;
}

/** The next moment that can be told apart: a nanosecond later. */
export function justAfter({ timestamp, nanoseconds }: Timestamp): Timestamp {
  if (nanoseconds === 999_999) return { timestamp: timestamp + 1, nanoseconds: 0 };
  return { timestamp, nanoseconds: nanoseconds + 1 };
}
