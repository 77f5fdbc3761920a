import type { MetricSettings } from '../configuration/metric-settings.ts';
import { OrderflowError } from '../errors.ts';
import type { MetricsRepository } from '../ports/metrics-repository.ts';
import type { ProcessingOptions, StorageParts } from './processing-options.ts';
import { FIRST_STATE, goBackTo, isStateCurrent, planFrom, type ResumePlan } from './resume-plan.ts';

/** Makes the metrics table ready for these settings and plans where to go on. */
export async function prepareMetrics(parts: StorageParts, options: ProcessingOptions): Promise<ResumePlan> {
  const { repository, metrics, settings } = parts;
  await openTable(metrics, settings, options.force === true);
  const plan = await planFrom(repository, metrics, (await metrics.loadState()) ?? FIRST_STATE);
  if (await isStateCurrent(repository, plan)) return plan;
  const earlier = await goBackTo(repository, metrics, () => true);
  options.onWarning?.(
    `${repository.name}: rows have come that are older than the stored position; computing anew from snapshot ${earlier.state.metricRows} on`,
  );
  return earlier;
}

async function openTable(metrics: MetricsRepository, settings: MetricSettings, force: boolean): Promise<void> {
  const presence = await metrics.tableExists();
  if (presence.kind === 'none') return metrics.createMetricsTable(settings, { replace: false });
  if (force) return metrics.createMetricsTable(settings, { replace: true });
  if (presence.kind === 'foreign') {
    throw new OrderflowError(
      'foreign-metrics',
      `${metrics.metricsName}: the table metrics was written by another tool; write elsewhere (--output), or replace it (--force)`,
    );
  }
  const difference = describeDifference(presence.settings, settings);
  if (difference === null) return;
  throw new OrderflowError(
    'settings-differ',
    `${metrics.metricsName}: the stored metrics have ${difference}; keep that setting, write elsewhere (--output), or compute everything anew (--force)`,
  );
}

/** The first setting that differs, in words; null where none does. */
export function describeDifference(stored: MetricSettings, wanted: MetricSettings): string | null {
  for (const key of ['depth', 'tradeMatching', 'maxLevelBytes'] as const) {
    if (stored[key] !== wanted[key]) return `${key} ${stored[key] ?? 'all'}, not ${wanted[key] ?? 'all'}`;
  }
  return null;
}
