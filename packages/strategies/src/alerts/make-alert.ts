import { type Alert, printable } from '@orderflow/core';
import type { Observation } from './observation.ts';
import { formatMoment } from './wording.ts';

/** What a rule says when it fires. */
export interface Firing {
  readonly rule: string;
  readonly value: number;
  readonly threshold: number;
  /** What happened, as the middle of a sentence: the instrument goes before it, the time behind it. */
  readonly what: string;
}

/** The alert that a firing makes at a snapshot. */
export function makeAlert(observation: Observation, firing: Firing): Alert {
  const { instrument, timestamp, nanoseconds, snapshotId } = observation;
  return {
    rule: firing.rule,
    instrument,
    at: { timestamp, nanoseconds },
    snapshotId,
    value: firing.value,
    threshold: firing.threshold,
    message: `${printable(instrument)}: ${firing.what} at ${formatMoment(observation)}.`,
  };
}
