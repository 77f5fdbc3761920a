import { workerData } from 'node:worker_threads';

/** When the process of a strategy must end, whatever the strategy is doing. */
export interface StrategyLimits {
  /** Without this process nobody waits for it. */
  readonly parent: number;
  readonly mostBytes: number;
}

const LOOK_EVERY_MS = 100;

const { parent, mostBytes } = workerData as StrategyLimits;

// An endless loop lets nothing else happen in its own thread.
setInterval(() => {
  if (process.ppid !== parent || process.memoryUsage.rss() > mostBytes) process.kill(process.pid, 'SIGKILL');
}, LOOK_EVERY_MS);
