import type { Alert } from '@orderflow/core';
import type { AlertRule } from './alert-rule.ts';
import { type Direction, Latch } from './latch.ts';
import { makeAlert } from './make-alert.ts';
import type { Observation } from './observation.ts';
import { RollingWindow } from './rolling-window.ts';
import { formatNumber } from './wording.ts';

/** When `CvdChangeRule` fires. */
export interface CvdChangeOptions {
  /** Change in size units, above 0. */
  readonly change: number;
  readonly windowSeconds: number;
  /** Armed again when the change towards the alert's side falls below this share of the threshold. */
  readonly rearmRatio: number;
  /** Whether the CVD starts anew at 00:00 UTC, which is no change. */
  readonly resetsDaily: boolean;
}

/**
 * Fires when the CVD has changed by the threshold, either way, since the oldest snapshot of the last `windowSeconds`:
 * the rolling volume delta. See `RollingWindow` for its memory, and for gaps.
 */
export class CvdChangeRule implements AlertRule {
  readonly #options: CvdChangeOptions;
  readonly #latch: Latch;
  readonly #window: RollingWindow<Observation & { readonly cvd: number }>;

  constructor(options: CvdChangeOptions) {
    this.#options = options;
    this.#latch = new Latch(options.change * options.rearmRatio);
    this.#window = new RollingWindow({ windowSeconds: options.windowSeconds, endsAtMidnight: options.resetsDaily });
  }

  observe(observation: Observation): Alert | null {
    if (!hasCvd(observation)) return null;
    const change = observation.cvd - this.#window.add(observation).cvd;
    if (!this.#latch.isArmedAt(change) || Math.abs(change) < this.#options.change) return null;
    const direction = change > 0 ? 1 : -1;
    this.#latch.trip(direction);
    return this.#alert(observation, change, direction);
  }

  #alert(observation: Observation & { readonly cvd: number }, change: number, direction: Direction): Alert {
    const verb = direction > 0 ? 'rose' : 'fell';
    const size = formatNumber(Math.abs(change));
    const span = formatNumber(this.#options.windowSeconds);
    return makeAlert(observation, {
      rule: 'cvd-change',
      value: change,
      threshold: this.#options.change,
      what: `CVD ${verb} by ${size} within ${span} s and was ${formatNumber(observation.cvd)}`,
    });
  }
}

function hasCvd(observation: Observation): observation is Observation & { readonly cvd: number } {
  return observation.cvd !== null;
}
