import type { Timestamp } from '@orderflow/core';
import { MAX_STEP_SECONDS } from './alert-rule.ts';
import { elapsedMs } from './observation.ts';

/** Slots that a window is cut into; the first sample of each slot is kept. */
export const SLOTS = 1000;

const CAPACITY = SLOTS + 2;
const DAY_MS = 86_400_000;

/** How a window forgets. */
export interface RollingWindowOptions {
  readonly windowSeconds: number;
  /** Whether midnight UTC empties the window: what it compares starts anew there. */
  readonly endsAtMidnight: boolean;
}

/**
 * Finds the oldest sample of the last `windowSeconds`. It keeps the first sample of each thousandth of the window in a
 * ring, so memory is bounded however many samples come; the start of a crowded window is then late by that thousandth at
 * most. Slots lie on a fixed grid of time, so batches make no difference. A gap empties the window.
 */
export class RollingWindow<Sample extends Timestamp> {
  readonly #windowMs: number;
  readonly #slotMs: number;
  readonly #endsAtMidnight: boolean;
  readonly #ring: Sample[] = [];
  #head = 0;
  #size = 0;
  #latest: Sample | null = null;
  #latestSlot = Number.NaN;

  constructor(options: RollingWindowOptions) {
    this.#windowMs = options.windowSeconds * 1000;
    this.#slotMs = this.#windowMs / SLOTS;
    this.#endsAtMidnight = options.endsAtMidnight;
  }

  /** Number of samples kept; never more than `SLOTS` + 2. */
  get size(): number {
    return this.#size;
  }

  /** Adds the next sample in time and returns the oldest of its window: itself where there is no other. */
  add(sample: Sample): Sample {
    if (this.#latest !== null && elapsedMs(this.#latest, sample) > MAX_STEP_SECONDS * 1000) this.#size = 0;
    this.#latest = sample;
    while (this.#size > 0 && this.#isOutside(this.#ring[this.#head]!, sample)) this.#dropOldest();
    this.#keep(sample);
    return this.#ring[this.#head]!;
  }

  #isOutside(old: Sample, now: Sample): boolean {
    if (elapsedMs(old, now) > this.#windowMs) return true;
    return this.#endsAtMidnight && Math.floor(old.timestamp / DAY_MS) !== Math.floor(now.timestamp / DAY_MS);
  }

  #dropOldest(): void {
    this.#head = (this.#head + 1) % CAPACITY;
    this.#size--;
  }

  #keep(sample: Sample): void {
    const slot = Math.floor(sample.timestamp / this.#slotMs);
    if (this.#size > 0 && slot === this.#latestSlot) return;
    this.#latestSlot = slot;
    this.#ring[(this.#head + this.#size) % CAPACITY] = sample;
    this.#size++;
  }
}
