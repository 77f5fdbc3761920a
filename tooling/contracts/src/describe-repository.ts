import type { MetricsRepository, OrderflowRepository } from '@orderflow/core';
import { describe } from 'vitest';
import type { ContractRows } from './contract-rows.ts';
import { describeMetrics } from './describe-metrics.ts';
import { describeReads } from './describe-reads.ts';

/** What the suite works on. */
export interface RepositoryUnderTest {
  readonly repository: OrderflowRepository;
  /** Where its metrics are kept, with the right to write; often the same object. */
  readonly metrics: MetricsRepository;
  /** Adds rows to the source as another program would, in its own time. */
  append(rows: ContractRows): Promise<void>;
  /** Closes both and opens them anew. */
  reopen(): Promise<RepositoryUnderTest>;
  /** Closes both. */
  close(): Promise<void>;
}

/** Opens a new source that holds these rows, without metrics. */
export type MakeRepository = (rows: ContractRows) => Promise<RepositoryUnderTest>;

/** The suite that every implementation of `OrderflowRepository` and `MetricsRepository` must pass. */
export function describeRepository(name: string, make: MakeRepository): void {
  describe(`${name} as a repository`, () => {
    describeReads(make);
    describeMetrics(make);
  });
}
