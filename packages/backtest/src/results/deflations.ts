import type { RunRecord, RunResult, RunsRepository, RunTrial } from '@orderflow/core';
import type { ResultSummary } from './result-summary.ts';
import { type Deflation, deflate } from './trials.ts';

/** The figures of a stored result, as `runResultOf` made them. */
export function readSummary({ summary }: RunResult): ResultSummary {
  return summary as unknown as ResultSummary;
}

type Judged = Pick<RunRecord, 'inputs' | 'results'>;

/** What the trials of its family on the same data do to each result of a run, in their order. */
export async function deflationsOf(run: Judged, repository: RunsRepository): Promise<readonly Deflation[]> {
  return (await deflationsOfAll([run], repository))[0]!;
}

/** The same for many runs, in their order; the trials of a family are read once. */
export async function deflationsOfAll(
  runs: readonly Judged[],
  repository: RunsRepository,
): Promise<readonly (readonly Deflation[])[]> {
  const families = new Map<string, readonly RunTrial[]>();
  const deflations: (readonly Deflation[])[] = [];
  for (const { inputs, results } of runs) {
    const family = JSON.stringify([inputs.strategy, inputs.dataHash]);
    const trials = families.get(family) ?? (await repository.loadTrials(inputs.strategy, inputs.dataHash));
    families.set(family, trials);
    deflations.push(results.map((result) => deflate(readSummary(result), trials)));
  }
  return deflations;
}
