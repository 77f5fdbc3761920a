import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { RunsRepository } from '@orderflow/core';
import { SQLiteRunsRepository } from '@orderflow/sqlite-repo';
import type { HiddenPath } from '../public-text.ts';
import { cooperative } from '../sources/cooperative.ts';

/** The file of runs. It is open only while it is read: backtests write it, and it may not be there yet. */
export class RunsFile implements HiddenPath {
  readonly path: string;
  readonly name: string;

  constructor(path: string) {
    this.path = resolve(path);
    this.name = basename(path);
  }

  /**
   * Hands the runs to `use`; null where there is no such file yet.
   * @throws OrderflowError as opening it does.
   */
  async read<Result>(use: (runs: RunsRepository) => Promise<Result>): Promise<Result | null> {
    if (!existsSync(this.path)) return null;
    const repository = SQLiteRunsRepository.open(this.path);
    try {
      return await use(cooperative(repository));
    } finally {
      repository.close();
    }
  }
}
