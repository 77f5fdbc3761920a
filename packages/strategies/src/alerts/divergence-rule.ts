import type { Alert } from '@orderflow/core';
import type { AlertRule } from './alert-rule.ts';
import { type Direction, Latch } from './latch.ts';
import { makeAlert } from './make-alert.ts';
import type { Observation } from './observation.ts';
import { RollingWindow } from './rolling-window.ts';
import { formatBps, formatNumber } from './wording.ts';

/** When `DivergenceRule` fires. */
export interface DivergenceOptions {
  /** Move of the mid in basis points, above 0. */
  readonly moveBps: number;
  readonly windowSeconds: number;
  /** Armed again when the move towards the alert's side falls below this share of the threshold. */
  readonly rearmRatio: number;
  /** Whether the CVD starts anew at 00:00 UTC, which is no change. */
  readonly resetsDaily: boolean;
}

type Priced = Observation & { readonly cvd: number; readonly mid: number };

/**
 * Fires when the mid has moved by the threshold since the oldest snapshot of the last `windowSeconds` while the CVD,
 * between the same two snapshots, moved the other way. A one-sided or crossed book has no mid and is passed over.
 */
export class DivergenceRule implements AlertRule {
  readonly #options: DivergenceOptions;
  readonly #latch: Latch;
  readonly #window: RollingWindow<Priced>;

  constructor(options: DivergenceOptions) {
    this.#options = options;
    this.#latch = new Latch(options.moveBps * options.rearmRatio);
    this.#window = new RollingWindow({ windowSeconds: options.windowSeconds, endsAtMidnight: options.resetsDaily });
  }

  observe(observation: Observation): Alert | null {
    if (!isPriced(observation)) return null;
    const start = this.#window.add(observation);
    const moveBps = (1e4 * (observation.mid - start.mid)) / start.mid;
    const cvdChange = observation.cvd - start.cvd;
    if (!this.#latch.isArmedAt(moveBps) || Math.abs(moveBps) < this.#options.moveBps) return null;
    const direction = moveBps > 0 ? 1 : -1;
    if (cvdChange * direction >= 0) return null;
    this.#latch.trip(direction);
    return this.#alert(observation, moveBps, cvdChange, direction);
  }

  #alert(observation: Observation, moveBps: number, cvdChange: number, direction: Direction): Alert {
    const [priceVerb, cvdVerb] = direction > 0 ? ['rose', 'fell'] : ['fell', 'rose'];
    const move = formatBps(Math.abs(moveBps));
    const change = formatNumber(Math.abs(cvdChange));
    const span = formatNumber(this.#options.windowSeconds);
    return makeAlert(observation, {
      rule: 'divergence',
      value: moveBps,
      threshold: this.#options.moveBps,
      what: `price ${priceVerb} by ${move} within ${span} s while CVD ${cvdVerb} by ${change}`,
    });
  }
}

function isPriced(observation: Observation): observation is Priced {
  return observation.mid !== null && observation.cvd !== null;
}
