import type { MetricSettings } from '../configuration/metric-settings.ts';
import { OrderflowError } from '../errors.ts';
import { describeDifference } from '../pipeline/prepare-metrics.ts';
import type { DataPart } from './data-source.ts';

/**
 * Makes sure that the stored metrics of a part still stand there, with these settings: a run that computes them anew
 * stores them bit by bit.
 * @throws OrderflowError `source-locked`
 */
export async function checkStored(part: DataPart, settings: MetricSettings): Promise<void> {
  const metrics = part.source.metrics;
  const presence = (await metrics?.tableExists()) ?? { kind: 'none' };
  if (presence.kind !== 'ours' || describeDifference(presence.settings, settings) !== null) throw takenBack(part);
  const state = (await metrics?.loadState()) ?? null;
  if ((state?.metricRows ?? 0) < (part.state?.metricRows ?? 0)) throw takenBack(part);
}

/** What to say where stored metrics do not stand there any more. */
export function takenBack({ source }: DataPart): OrderflowError {
  const name = source.metrics?.metricsName ?? source.repository.name;
  return new OrderflowError(
    'source-locked',
    `${name}: the metrics are being computed anew while they are read; let that end, then read again`,
  );
}
