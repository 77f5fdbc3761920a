import type { Alert } from '@orderflow/core';
import type { PaneName } from './pane.ts';

/** A mark at a moment, such as a fill of a backtest. */
export interface Marker {
  /** Epoch milliseconds. */
  readonly time: number;
  /** `entry` points up, `exit` points down, `dot` is for everything else. */
  readonly shape: 'entry' | 'exit' | 'dot';
  readonly color: 'buy' | 'sell' | 'equity' | 'alert';
  /** The price that it stands at; else it stands at the bar: below for entries, above for the rest. */
  readonly price?: number;
  /** A short label. */
  readonly text?: string;
}

/** A span that is greyed through every pane. */
export interface Shade {
  /** Epoch milliseconds. */
  readonly start: number;
  readonly end: number;
  readonly label?: string;
}

/** An alert, or as much of one as a chart needs. */
export type ChartAlert = Pick<Alert, 'rule' | 'at' | 'message'> & Partial<Pick<Alert, 'value' | 'threshold'>>;

/** The pane that an alert belongs to. */
export function paneOfAlert({ rule }: Pick<Alert, 'rule'>): PaneName {
  if (rule.startsWith('obi')) return 'obi';
  return rule.startsWith('cvd') ? 'cvd' : 'candles';
}

/** The alert nearest to a moment, no further than `reachMs` away; null where there is none. */
export function alertNear(alerts: readonly ChartAlert[], at: number, reachMs: number): ChartAlert | null {
  let nearest: ChartAlert | null = null;
  let least = reachMs;
  for (const alert of alerts) {
    const distance = Math.abs(alert.at.timestamp - at);
    if (distance > least) continue;
    nearest = alert;
    least = distance;
  }
  return nearest;
}
