import type { Alert } from '@orderflow/core';
import type { Observation } from './observation.ts';

/**
 * A rule that watches one instrument: a small state machine over its snapshots in time order. It knows the past alone,
 * so neither batches nor later data change what it says.
 */
export interface AlertRule {
  /** The alert that this snapshot raises; null where it raises none. */
  observe(observation: Observation): Alert | null;
}

/**
 * Seconds between two snapshots beyond which they have a gap between them. No rule looks across a gap: what happened
 * there was not seen.
 */
export const MAX_STEP_SECONDS = 120;
