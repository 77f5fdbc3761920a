import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { bandSpanOf, deflate, type RunMark, readSummary, tellRunsApart } from '@orderflow/backtest';
import type { RunRecord, RunsRepository, RunTrial } from '@orderflow/core';
import type { DashboardContext } from '../../dashboard-context.ts';
import { runForRequest, takeBreath } from '../../request-scope.ts';
import { withRun } from '../../runs/find-run.ts';
import { wholeParameter } from '../parameters.ts';
import { jsonResponse, PROBLEM_RESPONSE } from '../responses.ts';
import { runIdParameter } from '../run-parameters.ts';
import { runSchema, runsSchema } from '../run-schemas.ts';

const STANDARD_RUNS = 200;
const MOST_RUNS = 10_000;
const LONGEST_STRATEGY = 200;

type Runs = z.infer<typeof runsSchema>;
type Trials = readonly RunTrial[];

const runsRoute = createRoute({
  method: 'get',
  path: '/runs',
  summary: 'The runs of backtests that are stored.',
  request: {
    query: z.strictObject({
      strategy: z.string().min(1).max(LONGEST_STRATEGY).optional(),
      limit: wholeParameter(1, MOST_RUNS).optional(),
    }),
  },
  responses: { 200: jsonResponse('Runs.', runsSchema), ...PROBLEM_RESPONSE },
});

const runRoute = createRoute({
  method: 'get',
  path: '/runs/{id}',
  summary: 'One run: what it was given and what it came to.',
  request: { params: z.object({ id: runIdParameter }) },
  responses: { 200: jsonResponse('The run.', runSchema), ...PROBLEM_RESPONSE },
});

/** Adds the runs of backtests. */
export function addRunsRoutes(api: OpenAPIHono, context: DashboardContext): void {
  const { runs } = context;
  api.openapi(runsRoute, async (request) => {
    const { strategy, limit = STANDARD_RUNS } = request.req.valid('query');
    const query = { ...(strategy !== undefined && { strategy }), limit: limit + 1 };
    const listed = await runForRequest(request.req.raw.signal, async () =>
      runs?.read(async (repository) => {
        const found = await repository.list(query);
        return { runs: await describeAll(found.slice(0, limit), repository), isMore: found.length > limit };
      }),
    );
    return request.json({ file: runs?.name ?? null, runs: [], isMore: false, ...listed }, 200);
  });
  api.openapi(runRoute, async (request) => {
    const { id } = request.req.valid('param');
    const described = await withRun(context, request.req.raw, id, async ({ run, repository }) =>
      describeRun(run, await repository.loadTrials(run.inputs.strategy, run.inputs.dataHash)),
    );
    return request.json(described, 200);
  });
}

async function describeAll(runs: readonly RunRecord[], repository: RunsRepository): Promise<Runs['runs']> {
  const families = new Map<string, Promise<Trials>>();
  const trialsOf = ({ inputs: { strategy, dataHash } }: RunRecord) => {
    const family = JSON.stringify([strategy, dataHash]);
    const known = families.get(family) ?? repository.loadTrials(strategy, dataHash);
    families.set(family, known);
    return known;
  };
  const described: Runs['runs'] = [];
  const marks = tellRunsApart(runs);
  for (const [index, run] of runs.entries()) {
    described.push(describeListed(run, await trialsOf(run), marks[index]!));
    await takeBreath();
  }
  return described;
}

function describeListed(run: RunRecord, trials: Trials, marks: readonly RunMark[]): Runs['runs'][number] {
  const results = run.results.map((result) => {
    const { sharpe, maxDrawdown } = readSummary(result).statistics;
    return { ...resultOf(result, trials), sharpe, maxDrawdown };
  });
  return { ...headOf(run), marks: [...marks], results };
}

function describeRun(run: RunRecord, trials: Trials): z.infer<typeof runSchema> {
  const { assumptions, engine, strategyCode } = run.inputs;
  // What SQLite gives is JSON, which the schema describes.
  const results = run.results.map((result) => ({ ...resultOf(result, trials), summary: result.summary as never }));
  return {
    ...headOf(run),
    ...{ resultHash: run.resultHash, assumptions: { ...assumptions }, engine, strategyCode, results },
  };
}

function headOf({ id, createdAt, inputs, data, hasRows, results }: RunRecord) {
  const { strategy, parameters, dataHash } = inputs;
  const { instruments, problems } = data;
  const played = { ...data, instruments: [...instruments], problems: [...problems], hash: dataHash };
  const band = bandSpanOf(results.map(readSummary));
  return { id, createdAt, strategy, parameters: { ...parameters }, data: played, hasRows, band };
}

function resultOf(result: RunRecord['results'][number], trials: Trials) {
  const { summary: _, ...figures } = result;
  return { ...figures, ...deflate(readSummary(result), trials) };
}
