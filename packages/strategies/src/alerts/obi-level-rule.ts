import type { Alert } from '@orderflow/core';
import { type AlertRule, MAX_STEP_SECONDS } from './alert-rule.ts';
import { type Direction, Latch } from './latch.ts';
import { makeAlert } from './make-alert.ts';
import { elapsedMs, type Observation } from './observation.ts';
import { formatNumber, formatObi } from './wording.ts';

/** When `ObiLevelRule` fires. */
export interface ObiLevelOptions {
  /** 0 to 1. */
  readonly level: number;
  readonly holdSeconds: number;
  /** Armed again when the OBI towards the alert's side falls below this share of the level. */
  readonly rearmRatio: number;
}

/**
 * Fires when every snapshot of `holdSeconds` had its OBI at or beyond the level on one side, at the snapshot that
 * completes the hold. A step longer than the hold itself, or a gap, starts the hold anew.
 */
export class ObiLevelRule implements AlertRule {
  readonly #options: ObiLevelOptions;
  readonly #latch: Latch;
  readonly #maxStepMs: number;
  #side: Direction | 0 = 0;
  #since: Observation | null = null;
  #previous: Observation | null = null;

  constructor(options: ObiLevelOptions) {
    this.#options = options;
    this.#latch = new Latch(options.level * options.rearmRatio);
    this.#maxStepMs = Math.min(options.holdSeconds, MAX_STEP_SECONDS) * 1000;
  }

  observe(observation: Observation): Alert | null {
    const { obi } = observation;
    if (obi === null) return null;
    const armed = this.#latch.isArmedAt(obi);
    const heldMs = this.#hold(observation, obi);
    if (!armed || this.#side === 0 || heldMs < this.#options.holdSeconds * 1000) return null;
    this.#latch.trip(this.#side);
    return this.#alert(observation, obi, this.#side);
  }

  /** How long the OBI has stood beyond the level on its present side. */
  #hold(observation: Observation, obi: number): number {
    const { level } = this.#options;
    const side = obi >= level ? 1 : obi <= -level ? -1 : 0;
    const gap = this.#previous === null || elapsedMs(this.#previous, observation) > this.#maxStepMs;
    if (this.#since === null || side !== this.#side || gap) this.#since = observation;
    this.#side = side;
    this.#previous = observation;
    return elapsedMs(this.#since, observation);
  }

  #alert(observation: Observation, obi: number, side: Direction): Alert {
    const { level, holdSeconds } = this.#options;
    const bound = `${side > 0 ? 'above' : 'below'} ${formatObi(side * level)}`;
    return makeAlert(observation, {
      rule: 'obi-level',
      value: obi,
      threshold: level,
      what: `OBI stayed at or ${bound} for ${formatNumber(holdSeconds)} s and was ${formatObi(obi)}`,
    });
  }
}
