import { compareTimestamps } from '../timestamps/timestamp.ts';
import { FindingTally } from './finding-tally.ts';
import { GapDetector } from './gap-detector.ts';
import type { CheckedSnapshots, Finding, QualityReport } from './quality-report.ts';
import { type QualityThresholds, resolveQualityThresholds } from './quality-thresholds.ts';

/**
 * The gaps between sources that follow one another in time, one finding an instrument, by the rule of gaps within a
 * source: the steps before a border are those of the sources before it. Sources that overlap have no gap between them.
 * @throws OrderflowError `bad-argument` where a threshold is out of its bounds.
 */
export function findGapsBetween(
  reports: readonly QualityReport[],
  thresholds: Partial<QualityThresholds> = {},
): readonly Finding[] {
  const resolved = resolveQualityThresholds(thresholds);
  const byInstrument = Map.groupBy(
    reports.flatMap(({ snapshots }) => snapshots),
    ({ instrument }) => instrument,
  );
  return [...byInstrument].flatMap(([instrument, parts]) =>
    tallyBorders(
      parts.sort((a, b) => compareTimestamps(a.first, b.first)),
      resolved,
    ).toFindings('book', instrument),
  );
}

function tallyBorders(parts: readonly CheckedSnapshots[], { gapSeconds, examples }: QualityThresholds): FindingTally {
  const tally = new FindingTally(examples);
  const detector = new GapDetector(gapSeconds);
  let previous: CheckedSnapshots | null = null;
  for (const part of parts) {
    const seconds = previous === null ? 0 : secondsBetween(previous, part);
    if (seconds > 0 && detector.isGap(seconds)) {
      tally.add('gap', part.first.id, part.first.timestamp, part.first.nanoseconds, seconds);
    }
    for (const step of part.steps) detector.isGap(step);
    previous = part;
  }
  return tally;
}

function secondsBetween({ last }: CheckedSnapshots, { first }: CheckedSnapshots): number {
  return (first.timestamp - last.timestamp) / 1e3 + (first.nanoseconds - last.nanoseconds) / 1e9;
}
