import type { MetricsRepository, OrderflowRepository } from '@orderflow/core';
import type { ContractRows } from './contract-rows.ts';

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
