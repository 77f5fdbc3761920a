import { OrderflowError } from '@orderflow/core';
import { checkLatency } from './check-latency.ts';
import type { LatencyModel } from './latency-model.ts';

/** One measured order: when it was sent, reached the exchange, and was answered, epoch milliseconds. */
export interface LatencyRow {
  readonly requestTime: number;
  readonly exchangeTime: number;
  readonly responseTime: number;
}

/**
 * Latencies from measured orders: the order latency is interpolated linearly over the times of request, the response
 * latency over the times at the exchange; before the first row and after the last they stay as there.
 * @throws OrderflowError `bad-argument` where there is no row, a time goes backwards, or a latency is below 0.
 */
export function makeTableLatency(feedLatencyMs: number, rows: readonly LatencyRow[]): LatencyModel {
  checkLatency('feedLatencyMs', feedLatencyMs);
  if (rows.length === 0)
    throw new OrderflowError('bad-argument', 'the table of latencies is empty; give a row or more');
  for (const [row, { requestTime, exchangeTime, responseTime }] of rows.entries()) {
    checkLatency(`the order latency of row ${row + 1}`, exchangeTime - requestTime);
    checkLatency(`the response latency of row ${row + 1}`, responseTime - exchangeTime);
  }
  const requests = new Curve(rows.map(({ requestTime, exchangeTime }) => [requestTime, exchangeTime - requestTime]));
  const responses = new Curve(
    rows.map(({ exchangeTime, responseTime }) => [exchangeTime, responseTime - exchangeTime]),
  );
  return {
    feedLatencyMs,
    orderLatencyMs: (requestTime) => requests.at(requestTime),
    responseLatencyMs: (exchangeTime) => responses.at(exchangeTime),
  };
}

/** A line through points, level beyond both ends. */
class Curve {
  readonly #xs: readonly number[];
  readonly #ys: readonly number[];

  constructor(points: readonly (readonly [number, number])[]) {
    this.#xs = points.map(([x]) => x);
    this.#ys = points.map(([, y]) => y);
    const late = this.#xs.findIndex((x, row) => row > 0 && !(x > this.#xs[row - 1]!));
    if (late < 0) return;
    throw new OrderflowError(
      'bad-argument',
      `row ${late + 1} of the table of latencies is not later than the row before it; sort the rows`,
    );
  }

  at(x: number): number {
    const [xs, ys] = [this.#xs, this.#ys];
    const right = this.#firstAtOrAfter(x);
    if (right === 0) return ys[0]!;
    if (right === xs.length) return ys[right - 1]!;
    const share = (x - xs[right - 1]!) / (xs[right]! - xs[right - 1]!);
    return ys[right - 1]! + share * (ys[right]! - ys[right - 1]!);
  }

  #firstAtOrAfter(x: number): number {
    let [low, high] = [0, this.#xs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#xs[middle]! < x) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
