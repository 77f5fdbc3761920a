import { type MetricColumns, midOf, spreadBpsOf } from '@orderflow/core';
import type { Observation } from './observation.ts';

/** What a row of metrics shows. `liveObi` stands in where the row has no OBI. */
export function observationOf(metrics: MetricColumns, row: number, liveObi: () => number | null): Observation {
  const obi = metrics.obi[row]!;
  const bestBid = metrics.bestBid[row]!;
  const bestAsk = metrics.bestAsk[row]!;
  return {
    instrument: metrics.instrumentNames[metrics.instruments[row]!]!,
    snapshotId: metrics.snapshotIds[row]!,
    timestamp: metrics.timestamps[row]!,
    nanoseconds: metrics.nanoseconds[row]!,
    obi: Math.abs(obi) <= 1 ? obi : liveObi(),
    cvd: numberOrNull(metrics.cvd[row]!),
    bestBid: numberOrNull(bestBid),
    bestAsk: numberOrNull(bestAsk),
    mid: numberOrNull(midOf(bestBid, bestAsk)),
    spreadBps: numberOrNull(spreadBpsOf(bestBid, bestAsk)),
  };
}

function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
