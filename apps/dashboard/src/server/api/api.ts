import { OpenAPIHono, type z } from '@hono/zod-openapi';
import { printable, printableUpTo } from '@orderflow/core';
import type { DashboardContext } from '../dashboard-context.ts';
import { ProblemError, problemOf, problemResponse } from './problem.ts';
import { addFillRoute } from './routes/fill-route.ts';
import { addProcessingRoutes } from './routes/processing-routes.ts';
import { addProofRoutes } from './routes/proof-routes.ts';
import { addQualityRoute } from './routes/quality-route.ts';
import { addRunComparisonRoute } from './routes/run-comparison-route.ts';
import { addRunRowsRoutes } from './routes/run-rows-routes.ts';
import { addRunsRoutes } from './routes/runs-routes.ts';
import { addSeriesRoute } from './routes/series-route.ts';
import { addSourcesRoutes } from './routes/sources-routes.ts';
import { addSummaryRoute } from './routes/summary-route.ts';

const MOST_MESSAGE_CHARACTERS = 160;
/** More unknown names are not listed. */
const MOST_NAMES = 5;

/** What adds routes, in the order of the document. */
const ROUTES: readonly ((api: OpenAPIHono, context: DashboardContext) => void)[] = [
  addSourcesRoutes,
  addSeriesRoute,
  addSummaryRoute,
  addQualityRoute,
  addProofRoutes,
  addProcessingRoutes,
  addRunsRoutes,
  addRunRowsRoutes,
  addFillRoute,
  addRunComparisonRoute,
];

/** The part of the dashboard that programs talk to, with the document that describes it. */
export function makeApi(context: DashboardContext): OpenAPIHono {
  const api = new OpenAPIHono({
    defaultHook: (result) => {
      if (result.success) return;
      const errors = result.error.issues.map(describeIssue);
      const detail = errors.map(({ parameter, message }) => (parameter === '' ? message : `${parameter}: ${message}`));
      throw new ProblemError(400, 'bad-argument', detail.join('; '), errors);
    },
  });
  for (const add of ROUTES) add(api, context);
  api.get('/openapi.json', (request) =>
    request.json(
      api.getOpenAPI31Document({
        openapi: '3.1.0',
        info: { title: 'orderflow dashboard', version: context.version },
        servers: [{ url: '/api/v1' }],
      }),
    ),
  );
  api.all('*', () => {
    throw new ProblemError(404, 'unknown-route', 'there is no such route; the OpenAPI document lists them');
  });
  api.onError((error) => {
    const problem = problemOf(error, context.hidden());
    if (problem.code === 'internal') context.onError(error);
    return problemResponse(problem);
  });
  return api;
}

function describeIssue(issue: z.core.$ZodIssue) {
  return { parameter: printable(issue.path.join('.')), message: wordsOf(issue) };
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return printableUpTo(MOST_MESSAGE_CHARACTERS, issue.message);
  return `there is no ${issue.keys.slice(0, MOST_NAMES).map(printable).join(', ')}`;
}
