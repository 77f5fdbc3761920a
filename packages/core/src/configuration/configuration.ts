import type { MetricSettings } from './metric-settings.ts';

/** SQLite's journal modes; `null` in a configuration leaves the file's own. */
export type JournalMode = 'delete' | 'truncate' | 'persist' | 'memory' | 'wal' | 'off';

/** SQLite's synchronous settings. */
export type Synchronous = 'off' | 'normal' | 'full' | 'extra';

/** `safe` survives a kill at any moment; `fast` gives that up for speed. */
export type Durability = 'safe' | 'fast';

/** When the CVD starts anew: never, or at 00:00 UTC. */
export type CvdReset = 'none' | 'day';

/** When the shipped strategies raise an alert. Each rule is off where its threshold is null. */
export interface AlertThresholds {
  /** OBI level, 0 to 1, that must be held on one side. */
  readonly obiLevel: number | null;
  /** How long the OBI level must be held, in seconds. */
  readonly obiHoldSeconds: number;
  /** CVD change within the window, in size units. */
  readonly cvdChange: number | null;
  /** Window of the CVD change, in seconds. */
  readonly cvdWindowSeconds: number;
  /** Spread in basis points of the mid. */
  readonly spreadBps: number | null;
  /** Price move, in basis points within the window, that the CVD contradicts. */
  readonly divergenceBps: number | null;
  /** Window of the divergence, in seconds. */
  readonly divergenceWindowSeconds: number;
  /** A rule is armed again when its value falls below this share of its threshold, 0 to 1. */
  readonly rearmRatio: number;
}

/** Every setting of the system. */
export interface Configuration extends MetricSettings {
  /** Snapshots a batch. */
  readonly batchSize: number;
  /** Threads that compute: 1 for none beside the main thread; null for one a core. */
  readonly threads: number | null;
  /** Progress lines a run prints where there is no terminal. */
  readonly logFrequency: number;
  /** Bar length in seconds, 1 to 86,400. */
  readonly windowSeconds: number;
  /** Bars in the first view of a chart. */
  readonly maxBars: number;
  /** Width and height of a picture in inches, 3 or more each. */
  readonly figureSize: readonly [width: number, height: number];
  readonly durability: Durability;
  /** null leaves the file's own mode. */
  readonly journalMode: JournalMode | null;
  readonly synchronous: Synchronous;
  /** Page cache in KiB a connection. */
  readonly cacheSize: number;
  readonly cvdReset: CvdReset;
  /** How long one call of a user's strategy may take, in seconds; null for as long as it wants. */
  readonly strategyTimeoutSeconds: number | null;
  readonly alerts: AlertThresholds;
}

/** The settings that hold where nothing else is said. */
export const DEFAULT_CONFIGURATION: Configuration = {
  depth: null,
  tradeMatching: 'window',
  maxLevelBytes: 16 * 1024 * 1024,
  batchSize: 1000,
  threads: null,
  logFrequency: 20,
  windowSeconds: 60,
  maxBars: 500,
  figureSize: [12, 10],
  durability: 'safe',
  journalMode: null,
  synchronous: 'full',
  cacheSize: 16_384,
  cvdReset: 'none',
  strategyTimeoutSeconds: 60,
  alerts: {
    obiLevel: 0.6,
    obiHoldSeconds: 5,
    cvdChange: null,
    cvdWindowSeconds: 60,
    spreadBps: 10,
    divergenceBps: 20,
    divergenceWindowSeconds: 300,
    rearmRatio: 0.8,
  },
};
