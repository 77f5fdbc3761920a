/** What every measure is given. */
export interface BenchOptions {
  /** A folder for its files. */
  readonly folder: string;
  /** The share of the snapshots that are measured in earnest. */
  readonly scale: number;
  /** How often every program runs. */
  readonly rounds: number;
}
