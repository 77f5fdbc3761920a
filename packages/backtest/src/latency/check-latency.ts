import { OrderflowError } from '@orderflow/core';

/** Throws where a latency is below 0 or no finite number. */
export function checkLatency(name: string, latencyMs: number): void {
  if (latencyMs >= 0 && latencyMs < Number.POSITIVE_INFINITY) return;
  throw new OrderflowError('bad-argument', `${name} is ${latencyMs}; give milliseconds, 0 or more`);
}
