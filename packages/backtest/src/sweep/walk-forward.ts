import { OrderflowError, type TimeRange, type Timestamp } from '@orderflow/core';

/** One step of a walk forward: parameters are chosen on the first range and proven on the second. */
export interface WalkForwardFold {
  readonly inSample: TimeRange;
  readonly outOfSample: TimeRange;
}

/** How to walk forward. */
export interface WalkForwardOptions {
  /** Number of folds, 1 or more. */
  readonly folds: number;
  /** Whether every choice is made on all that went before, instead of on the stretch before alone. */
  readonly isAnchored: boolean;
}

/**
 * Cuts a span of time, epoch milliseconds, into one stretch more than there are folds, equally long: fold k chooses on
 * stretch k, or on all up to it, and proves on stretch k + 1. The first range has the start of `range`, the last its
 * end, where it has them.
 * @throws OrderflowError `bad-argument` where a stretch is shorter than a millisecond.
 */
export function walkForwardFolds(
  { startTime, endTime }: { readonly startTime: number; readonly endTime: number },
  { start, end }: TimeRange,
  { folds, isAnchored }: WalkForwardOptions,
): readonly WalkForwardFold[] {
  const length = (endTime - startTime) / (folds + 1);
  if (!(Number.isSafeInteger(folds) && folds > 0 && length >= 1)) {
    throw new OrderflowError(
      'bad-argument',
      `${folds} folds of ${endTime - startTime} ms: give a whole number above 0`,
    );
  }
  const edges = Array.from({ length: folds }, (_, fold): Timestamp => {
    return { timestamp: Math.floor(startTime + (fold + 1) * length), nanoseconds: 0 };
  });
  return edges.map((edge, fold) => ({
    inSample: rangeOf(isAnchored || fold === 0 ? start : edges[fold - 1], edge),
    outOfSample: rangeOf(edge, edges[fold + 1] ?? end),
  }));
}

function rangeOf(start: Timestamp | undefined, end: Timestamp | undefined): TimeRange {
  return { ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
}
