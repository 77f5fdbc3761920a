import type { RunRecord, RunResult, RunsRepository } from '@orderflow/core';
import type { ResultSummary } from './result-summary.ts';
import { type Deflation, deflate } from './trials.ts';

/** The figures of a stored result, as `runResultOf` made them. */
export function readSummary({ summary }: RunResult): ResultSummary {
  return summary as unknown as ResultSummary;
}

/** What the trials of its family on the same data do to each result of a run, in their order. */
export async function deflationsOf(
  { inputs, results }: Pick<RunRecord, 'inputs' | 'results'>,
  repository: RunsRepository,
): Promise<readonly Deflation[]> {
  const trials = await repository.loadTrials(inputs.strategy, inputs.dataHash);
  return results.map((result) => deflate(readSummary(result), trials));
}
