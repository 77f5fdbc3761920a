import type { EquityRecord, FillView, OrderRecord, RoundTripRecord, RunRecord } from '@orderflow/core';
import { isoTime } from './iso-time.ts';

/** What a run is, as `--json` prints it: times as ISO 8601 in UTC. */
export function runHeadOf({ id, resultHash, inputs, data }: Omit<RunRecord, 'hasRows'>) {
  const { strategy, parameters, assumptions, dataHash, engine, strategyCode } = inputs;
  const { instruments, startTime, endTime, ...counts } = data;
  return {
    run: { id, resultHash, engine, strategyCode },
    strategy,
    parameters,
    data: {
      ...{ instruments, start: isoTime(startTime), end: isoTime(endTime), ...counts, hash: dataHash },
    },
    assumptions,
  };
}

/** A summary with the times in its statistics written. */
export function summaryJsonOf<Summary extends { readonly statistics: object }>({ statistics, ...summary }: Summary) {
  const times = Object.entries(statistics).filter(([name]) => name.endsWith('Time'));
  const written = times.map(([name, time]) => [name, typeof time === 'number' ? isoTime(time) : null]);
  return { ...summary, statistics: { ...statistics, ...Object.fromEntries(written) } };
}

export function fillJsonOf({ timestamp, ...fill }: FillView) {
  return { ...fill, timestamp: isoTime(timestamp) };
}

export function orderJsonOf({ sentAt, endedAt, ...order }: OrderRecord) {
  return { ...order, sentAt: isoTime(sentAt), endedAt: endedAt === null ? null : isoTime(endedAt) };
}

export function roundTripJsonOf({ instrument, entryTime, exitTime, ...trip }: RoundTripRecord) {
  const exit = exitTime === null ? null : isoTime(exitTime);
  return { instrument, entryTime: isoTime(entryTime), exitTime: exit, ...trip };
}

export function equityJsonOf({ startTime, intervalMs, values }: EquityRecord) {
  return { start: isoTime(startTime), intervalMs, values: Array.from(values) };
}
