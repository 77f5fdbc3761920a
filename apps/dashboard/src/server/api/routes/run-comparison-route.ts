import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { compareRuns, type ModelDifference } from '@orderflow/backtest';
import type { DashboardContext } from '../../dashboard-context.ts';
import { findRun, withRun } from '../../runs/find-run.ts';
import { wholeParameter } from '../parameters.ts';
import { jsonResponse, PROBLEM_RESPONSE } from '../responses.ts';
import { runIdParameter } from '../run-parameters.ts';
import { runComparisonSchema } from '../run-schemas.ts';

const STANDARD_DIFFERENCES = 50;
const MOST_DIFFERENCES = 10_000;

const comparisonRoute = createRoute({
  method: 'get',
  path: '/runs/{id}/comparison/{other}',
  summary: 'How two runs differ: in what they were given, and fill by fill.',
  request: {
    params: z.object({ id: runIdParameter, other: runIdParameter }),
    query: z.strictObject({ limit: wholeParameter(0, MOST_DIFFERENCES).optional() }),
  },
  responses: { 200: jsonResponse('The comparison.', runComparisonSchema), ...PROBLEM_RESPONSE },
});

/** Adds the comparison of two runs. */
export function addRunComparisonRoute(api: OpenAPIHono, context: DashboardContext): void {
  api.openapi(comparisonRoute, async (request) => {
    const { id, other } = request.req.valid('param');
    const { limit = STANDARD_DIFFERENCES } = request.req.valid('query');
    const compared = await withRun(context, request.req.raw, id, async ({ run, repository }) => {
      const { inputs, models } = await compareRuns(repository, run, await findRun(repository, other));
      return {
        // JSON of any shape, whose lists nobody changes.
        inputs: inputs.map(({ input, first = null, second = null }) => ({ input, first, second }) as never),
        models: models.map((model) => describeModel(model, limit)),
      };
    });
    return request.json(compared, 200);
  });
}

function describeModel({ makerModel, fills, differences }: ModelDifference, limit: number) {
  return { makerModel, fills, differences: differences.slice(0, limit) };
}
