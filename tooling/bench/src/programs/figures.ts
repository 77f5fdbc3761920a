/** What a program made of a file: equal, but for rounding, whoever does the work. */
export interface Totals {
  readonly snapshots: number;
  /** Sums over all snapshots. */
  readonly obi: number;
  readonly bestBid: number;
  readonly bestAsk: number;
  /** CVD of the last snapshot. */
  readonly cvd: number;
}

/** What a program prints of itself. */
export interface Figures {
  /** Null where the totals stand in the file. */
  readonly totals: Totals | null;
  /** Wall time of the work, without the start of the program, its modules and its threads. */
  readonly seconds: number;
  /** Time on a processor, of all threads. */
  readonly cpuSeconds: number;
  /** The most memory that the process held; null where the system doesn't say. */
  readonly peakMegabytes: number | null;
}
