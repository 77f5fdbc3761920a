import { MemoryRunsRepository, type RunsRepository, type RunTrial } from '@orderflow/core';

/** Runs that are not to be stored; those that are stored elsewhere count as trials beside them. */
export class UnkeptRuns extends MemoryRunsRepository {
  readonly #stored: Pick<RunsRepository, 'loadTrials'>;

  constructor(stored: Pick<RunsRepository, 'loadTrials'>) {
    super();
    this.#stored = stored;
  }

  /** Those that are stored, then those of its own that are not. */
  override async loadTrials(strategy: string, dataHash: string): Promise<readonly RunTrial[]> {
    const stored = await this.#stored.loadTrials(strategy, dataHash);
    const ids = new Set(stored.map(({ id }) => id));
    const own = await super.loadTrials(strategy, dataHash);
    return [...stored, ...own.filter(({ id }) => !ids.has(id))];
  }
}
