import { checkLatency } from './check-latency.ts';
import type { LatencyModel } from './latency-model.ts';

/** Three latencies that never change, in milliseconds. */
export interface ConstantLatencies {
  readonly feedLatencyMs: number;
  readonly orderLatencyMs: number;
  readonly responseLatencyMs: number;
}

/**
 * Latencies that never change.
 * @throws OrderflowError `bad-argument` for one below 0 or not finite.
 */
export function makeConstantLatency({
  feedLatencyMs,
  orderLatencyMs,
  responseLatencyMs,
}: ConstantLatencies): LatencyModel {
  checkLatency('feedLatencyMs', feedLatencyMs);
  checkLatency('orderLatencyMs', orderLatencyMs);
  checkLatency('responseLatencyMs', responseLatencyMs);
  return { feedLatencyMs, orderLatencyMs: () => orderLatencyMs, responseLatencyMs: () => responseLatencyMs };
}
