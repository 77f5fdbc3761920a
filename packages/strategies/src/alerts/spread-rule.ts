import type { Alert } from '@orderflow/core';
import type { AlertRule } from './alert-rule.ts';
import { Latch } from './latch.ts';
import { makeAlert } from './make-alert.ts';
import type { Observation } from './observation.ts';
import { formatBps } from './wording.ts';

/** When `SpreadRule` fires. */
export interface SpreadOptions {
  /** Spread in basis points of the mid, above 0. */
  readonly spreadBps: number;
  /** Armed again when the spread falls below this share of the threshold. */
  readonly rearmRatio: number;
}

/** Fires when the spread reaches the threshold. A one-sided or crossed book has no spread and changes nothing. */
export class SpreadRule implements AlertRule {
  readonly #threshold: number;
  readonly #latch: Latch;

  constructor(options: SpreadOptions) {
    this.#threshold = options.spreadBps;
    this.#latch = new Latch(options.spreadBps * options.rearmRatio);
  }

  observe(observation: Observation): Alert | null {
    const { spreadBps } = observation;
    if (spreadBps === null || !this.#latch.isArmedAt(spreadBps) || spreadBps < this.#threshold) return null;
    this.#latch.trip(1);
    return makeAlert(observation, {
      rule: 'spread',
      value: spreadBps,
      threshold: this.#threshold,
      what: `spread widened to ${formatBps(spreadBps)} of the mid`,
    });
  }
}
