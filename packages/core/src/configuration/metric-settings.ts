/** How trades are paired with snapshots. */
export type TradeMatching = 'window' | 'exact';

/** The settings that decide what a stored number means: metrics of different settings are never mixed in a table. */
export interface MetricSettings {
  /** Best levels a side that the OBI counts; null counts all. */
  readonly depth: number | null;
  /** `window`: a trade belongs to the first snapshot at or after it. `exact`: only at its own timestamp. */
  readonly tradeMatching: TradeMatching;
  /** A side of more bytes is a problem. */
  readonly maxLevelBytes: number;
}
