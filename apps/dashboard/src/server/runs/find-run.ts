import type { RunRecord, RunResult, RunsRepository } from '@orderflow/core';
import { ProblemError } from '../api/problem.ts';
import type { DashboardContext } from '../dashboard-context.ts';
import { runForRequest } from '../request-scope.ts';

/** A run and where it stands. */
export interface OpenRun {
  readonly run: RunRecord;
  readonly repository: RunsRepository;
}

/** A result of it. */
export interface OpenResult extends OpenRun {
  readonly result: RunResult;
}

/**
 * Hands the run whose id begins so to `use`.
 * @throws ProblemError `unknown-run`, or `ambiguous-run` where several begin so.
 */
export async function withRun<Result>(
  { runs }: DashboardContext,
  request: Request,
  id: string,
  use: (open: OpenRun) => Promise<Result>,
): Promise<Result> {
  const result = await runForRequest(request.signal, async () =>
    runs?.read(async (repository) => ({ value: await use({ repository, run: await findRun(repository, id) }) })),
  );
  if (result == null) throw unknownRun(id);
  return result.value;
}

/**
 * The run whose id begins so.
 * @throws ProblemError `unknown-run`, or `ambiguous-run` where several begin so.
 */
export async function findRun(repository: RunsRepository, id: string): Promise<RunRecord> {
  const found = await repository.find(id);
  const [run, another] = found;
  if (run === undefined) throw unknownRun(id);
  if (another === undefined || run.id === id) return run;
  throw new ProblemError(409, 'ambiguous-run', `more than one run begins with ${id}: give more of its id`);
}

/**
 * Hands a result of a run to `use`.
 * @throws ProblemError as {@link withRun}, and `unknown-model` where the run did not play it.
 */
export function withResult<Result>(
  context: DashboardContext,
  request: Request,
  { id, model }: { readonly id: string; readonly model: string },
  use: (open: OpenResult) => Promise<Result>,
): Promise<Result> {
  return withRun(context, request, id, ({ run, repository }) => {
    const result = run.results.find(({ makerModel }) => makerModel === model);
    if (result !== undefined) return use({ run, repository, result });
    const known = run.results.map(({ makerModel }) => makerModel).join(', ');
    throw new ProblemError(404, 'unknown-model', `the run was not played under ${model}; it has ${known}`);
  });
}

function unknownRun(id: string): ProblemError {
  return new ProblemError(404, 'unknown-run', `there is no run ${id}; GET runs lists them`);
}
