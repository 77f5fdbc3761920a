import type { Strategy } from '@orderflow/core';
import { flagOf, givenKeys } from '../configuration/setting-flags.ts';
import type { Log } from '../output/log.ts';
import { FileStrategy } from '../strategies/file-strategy.ts';

const ALERTS = 'alerts.';

/** Warns of every threshold that was given as a flag and that a strategy file which has finished never read. */
export function warnOfUnreadThresholds(strategy: Strategy, options: object, log: Pick<Log, 'warn'>): void {
  if (!(strategy instanceof FileStrategy)) return;
  for (const key of givenKeys({ ...options }, 'alerts')) {
    if (strategy.readAlerts.has(key.slice(ALERTS.length))) continue;
    log.warn(`${flagOf(key)} had no say in the alerts: the strategy never read ${key}`);
  }
}
