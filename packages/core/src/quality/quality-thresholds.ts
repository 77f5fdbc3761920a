import { OrderflowError } from '../errors.ts';

/** What a check finds worth telling. */
export interface QualityThresholds {
  /**
   * A longer time than this between two snapshots of an instrument is a gap. null, the default, takes what is unusual: a
   * second or more, and over ten times the median of the last 101 steps.
   */
  readonly gapSeconds: number | null;
  /** The most places that are kept of each finding; 5 by default. */
  readonly examples: number;
}

/**
 * Thresholds with the defaults filled in.
 * @throws OrderflowError `bad-argument` for a gap that is not above 0 or a number of examples that is not whole.
 */
export function resolveQualityThresholds(thresholds: Partial<QualityThresholds>): QualityThresholds {
  const { gapSeconds = null, examples = 5 } = thresholds;
  if (gapSeconds !== null && !(gapSeconds > 0)) {
    throw new OrderflowError('bad-argument', `gapSeconds is ${gapSeconds}; it must be a number above 0, or null`);
  }
  if (!Number.isInteger(examples) || examples < 0) {
    throw new OrderflowError('bad-argument', `examples is ${examples}; it must be a whole number from 0`);
  }
  return { gapSeconds, examples };
}
