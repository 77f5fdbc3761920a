import { OrderflowError } from '@orderflow/core';

/** Mids over time as columns of equal length. */
export interface MidSeries {
  /** Times of the books, epoch milliseconds, ascending. */
  readonly timestamps: Float64Array;
  /** Mids, above 0; NaN for a book without one, which leaves the mid before. */
  readonly mids: Float64Array;
}

/** How far a forward return looks. */
export interface ForwardReturnOptions {
  /** From the first mid to the second, in milliseconds. */
  readonly horizonMs: number;
  /** From the signal to the first mid: how long it takes to act on it, in milliseconds; 0 by default. */
  readonly decisionLatencyMs?: number;
}

/**
 * Forward returns after each signal at time t: ln m(t + d + h) - ln m(t + d), d the decision latency, h the horizon,
 * m(x) the last mid up to x, inclusive. NaN before the first mid and where t + d + h lies past the last book.
 * @throws OrderflowError `bad-argument` for a latency or horizon below 0, and for signals out of time order.
 */
export function forwardReturnsOf(
  series: MidSeries,
  signalTimes: Float64Array,
  { horizonMs, decisionLatencyMs = 0 }: ForwardReturnOptions,
): Float64Array {
  checkDelay('the horizon', horizonMs);
  checkDelay('the decision latency', decisionLatencyMs);
  checkOrder(signalTimes);
  const first = logMidsAt(series, signalTimes, decisionLatencyMs);
  const second = logMidsAt(series, signalTimes, decisionLatencyMs + horizonMs);
  return second.map((logMid, row) => logMid - first[row]!);
}

function logMidsAt({ timestamps, mids }: MidSeries, times: Float64Array, delayMs: number): Float64Array {
  const logMids = new Float64Array(times.length).fill(Number.NaN);
  const last = timestamps.at(-1) ?? Number.NEGATIVE_INFINITY;
  let [book, mid] = [0, Number.NaN];
  for (let row = 0; row < times.length; row++) {
    const time = times[row]! + delayMs;
    if (time > last) break;
    for (; book < timestamps.length && timestamps[book]! <= time; book++) {
      if (!Number.isNaN(mids[book]!)) mid = mids[book]!;
    }
    logMids[row] = Math.log(mid);
  }
  return logMids;
}

function checkDelay(name: string, delayMs: number): void {
  if (delayMs >= 0 && delayMs < Number.POSITIVE_INFINITY) return;
  throw new OrderflowError('bad-argument', `${name} is ${delayMs} ms; give 0 or more`);
}

function checkOrder(times: Float64Array): void {
  const late = times.findIndex((time, row) => row > 0 && !(time >= times[row - 1]!));
  if (late < 0) return;
  throw new OrderflowError(
    'bad-argument',
    `signal ${late} at ${times[late]} is earlier than the one before it; sort them`,
  );
}
