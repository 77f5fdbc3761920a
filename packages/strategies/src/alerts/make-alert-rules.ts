import type { Configuration } from '@orderflow/core';
import type { AlertRule } from './alert-rule.ts';
import { CvdChangeRule } from './cvd-change-rule.ts';
import { DivergenceRule } from './divergence-rule.ts';
import { ObiLevelRule } from './obi-level-rule.ts';
import { SpreadRule } from './spread-rule.ts';

/** The rules whose thresholds are set, in fresh state: for one instrument. */
export function makeAlertRules({ alerts, cvdReset }: Pick<Configuration, 'alerts' | 'cvdReset'>): readonly AlertRule[] {
  const { rearmRatio } = alerts;
  const resetsDaily = cvdReset === 'day';
  const rules: AlertRule[] = [];
  if (alerts.obiLevel !== null) {
    rules.push(new ObiLevelRule({ level: alerts.obiLevel, holdSeconds: alerts.obiHoldSeconds, rearmRatio }));
  }
  if (alerts.cvdChange !== null) {
    const windowSeconds = alerts.cvdWindowSeconds;
    rules.push(new CvdChangeRule({ change: alerts.cvdChange, windowSeconds, rearmRatio, resetsDaily }));
  }
  if (alerts.spreadBps !== null) rules.push(new SpreadRule({ spreadBps: alerts.spreadBps, rearmRatio }));
  if (alerts.divergenceBps !== null) {
    const windowSeconds = alerts.divergenceWindowSeconds;
    rules.push(new DivergenceRule({ moveBps: alerts.divergenceBps, windowSeconds, rearmRatio, resetsDaily }));
  }
  return rules;
}
