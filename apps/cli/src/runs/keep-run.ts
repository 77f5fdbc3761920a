import { type Deflation, deflationsOf } from '@orderflow/backtest';
import type { NewRun } from '@orderflow/core';
import type { CommandContext } from '../command-context.ts';
import type { OpenRuns } from './open-runs.ts';

/** Characters of an id that are shown. */
const SHOWN = 12;

/** What of an id is shown: enough to tell runs apart. */
export function shortId(id: string): string {
  return id.slice(0, SHOWN);
}

/** Stores a run, says so, and gives what the trials of its family do to it. */
export async function keepRun(
  run: NewRun,
  { repository, file }: OpenRuns,
  { log }: Pick<CommandContext, 'log'>,
): Promise<readonly Deflation[]> {
  const outcome = await repository.save(run);
  const name = shortId(run.id);
  if (outcome === 'differs') {
    const cause = 'the strategy goes by something that is not in the data: a clock, randomness, another file';
    log.warn(`run ${name} is stored with other results; this one is not: ${cause}`);
  } else if (file !== null) {
    log.info(outcome === 'stored' ? `stored as run ${name} in ${file}` : `the same as run ${name} in ${file}`);
  }
  return deflationsOf(run, repository);
}
