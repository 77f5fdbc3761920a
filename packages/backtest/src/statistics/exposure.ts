import type { RoundTripColumns } from '../money/round-trip.ts';
import type { Period } from './period.ts';

/**
 * Share of a period's time with a position in any instrument, 0 to 1. Open round trips last to the period's end. Null
 * for a period without length.
 */
export function exposureOf({ entryTimes, exitTimes }: RoundTripColumns, { startTime, endTime }: Period): number | null {
  if (!(endTime > startTime)) return null;
  const order = Uint32Array.from(entryTimes.keys()).sort((a, b) => entryTimes[a]! - entryTimes[b]!);
  let [covered, coveredUntil] = [0, startTime];
  for (const trip of order) {
    const exitTime = exitTimes[trip]!;
    const until = Number.isNaN(exitTime) ? endTime : Math.min(exitTime, endTime);
    const from = Math.max(entryTimes[trip]!, coveredUntil);
    if (until <= from) continue;
    covered += until - from;
    coveredUntil = until;
  }
  return covered / (endTime - startTime);
}
