import { type Alert, compareTimestamps, type Timestamp } from '@orderflow/core';
import type { AlertRule } from './alerts/alert-rule.ts';
import type { Observation } from './alerts/observation.ts';
import type { MetricsSummary } from './summary/metrics-summary.ts';
import { SummaryBuilder } from './summary/summary-builder.ts';

/** What the default strategy keeps of one instrument. */
export class InstrumentAnalysis {
  readonly #summary = new SummaryBuilder();
  readonly #rules: readonly AlertRule[];
  readonly #alerts: Alert[] = [];
  #last: Timestamp | null = null;

  constructor(rules: readonly AlertRule[]) {
    this.#rules = rules;
  }

  /** The alerts so far, in the order in which they were raised. */
  get alerts(): readonly Alert[] {
    return this.#alerts;
  }

  /** Whether a moment is not later than the last snapshot. */
  isCovered(moment: Timestamp): boolean {
    return this.#last !== null && compareTimestamps(moment, this.#last) <= 0;
  }

  /** Takes in the next snapshot in time. */
  observe(observation: Observation): void {
    this.#last = observation;
    this.#summary.add(observation);
    for (const rule of this.#rules) {
      const alert = rule.observe(observation);
      if (alert !== null) this.#alerts.push(alert);
    }
  }

  /** Takes in a trade; `side` is +1 for a buy, -1 for a sell. */
  addTrade(side: number, size: number): void {
    this.#summary.addTrade(side, size);
  }

  /** Says that there are trades which cannot be known. */
  missTrades(): void {
    this.#summary.missTrades();
  }

  /** The summary so far; null before the first snapshot. */
  summary(): MetricsSummary | null {
    return this.#summary.summary();
  }
}
