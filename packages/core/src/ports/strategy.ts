import type { Book } from '../models/book.ts';
import type { Timestamp } from '../timestamps/timestamp.ts';

/** Something a strategy noticed. One event is one alert, however long it lasts. */
export interface Alert {
  /** The rule that fired, such as `obi-level`. */
  readonly rule: string;
  readonly instrument: string;
  /** When the rule fired. */
  readonly at: Timestamp;
  /** The snapshot at which it fired; null where there is none. */
  readonly snapshotId: number | null;
  /** The value that fired it, in the rule's own unit. */
  readonly value: number;
  /** The threshold it passed. */
  readonly threshold: number;
  /** One sentence for people. */
  readonly message: string;
}

/** A figure by name; null where there is no value. */
export type Figures = Readonly<Record<string, number | string | null>>;

/** What a strategy found on one instrument. */
export interface StrategySummary {
  readonly instrument: string;
  readonly figures: Figures;
}

/** What a strategy found. */
export interface StrategyReport {
  readonly strategy: string;
  readonly summaries: readonly StrategySummary[];
  readonly alerts: readonly Alert[];
}

/** Looks at books in time order and says what it found. */
export interface Strategy {
  readonly name: string;
  /**
   * What its batches must carry. `levels` (the default) makes snapshots available and reads the book table; `metrics`
   * is content with metrics and trades, which come much faster from stored metrics.
   */
  readonly reads?: 'metrics' | 'levels';
  /**
   * Whether the trades of its books carry the exchange's ids; they do unless this is false. With `reads: 'metrics'` they
   * come several times faster without.
   */
  readonly withTradeIds?: boolean;
  /**
   * Called once a batch, in time order within an instrument. The book is released afterwards: keep what you need, not
   * the book.
   */
  onBooktick(book: Book): void | Promise<void>;
  /** Called once after the last batch; returns what was found. */
  finish(): StrategyReport | Promise<StrategyReport>;
}
