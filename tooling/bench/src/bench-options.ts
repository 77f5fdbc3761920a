/** What every measure is given. */
export interface BenchOptions {
  /** A folder for its files. */
  readonly folder: string;
  /** The share of the snapshots that are measured in earnest. */
  readonly scale: number;
  /** How often every program runs. */
  readonly rounds: number;
}

/** So many snapshots at the scale that is asked for. */
export function scaled(snapshots: number, { scale }: Pick<BenchOptions, 'scale'>): number {
  return Math.max(1, Math.round(snapshots * scale));
}
