import { describe } from 'vitest';
import { describeMetrics } from './describe-metrics.ts';
import { describeReads } from './describe-reads.ts';
import type { MakeRepository } from './repository-under-test.ts';

/** The suite that every implementation of `OrderflowRepository` and `MetricsRepository` must pass. */
export function describeRepository(name: string, make: MakeRepository): void {
  describe(`${name} as a repository`, () => {
    describeReads(make);
    describeMetrics(make);
  });
}
