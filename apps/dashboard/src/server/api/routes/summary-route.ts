import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Alert, DataSet, StrategyReport } from '@orderflow/core';
import { describeAlert, makeStrategy } from '@orderflow/strategies';
import type { DashboardContext } from '../../dashboard-context.ts';
import { runForRequest } from '../../request-scope.ts';
import type { LibraryView } from '../../sources/source-library.ts';
import {
  BACKWARD_RANGE,
  depthParameter,
  fileParameter,
  instrumentParameter,
  isForward,
  rangeOf,
  rangeShape,
  wholeParameter,
} from '../parameters.ts';
import { type OnProgress, respondWithProgress, wantsProgress } from '../respond-with-progress.ts';
import { jsonResponse, PROBLEM_RESPONSE } from '../responses.ts';
import { summarySchema } from '../schemas.ts';
import { settingsWith } from '../settings-with.ts';
import { reasonsOf } from './sources-routes.ts';

const STANDARD_ALERTS = 1000;
const MOST_ALERTS = 100_000;

type Summary = z.infer<typeof summarySchema>;

const querySchema = z
  .strictObject({
    instrument: instrumentParameter.optional(),
    ...rangeShape,
    depth: depthParameter.optional(),
    file: fileParameter.optional(),
    maxAlerts: wholeParameter(0, MOST_ALERTS).optional(),
  })
  .refine(isForward, BACKWARD_RANGE);
type SummaryQuery = z.infer<typeof querySchema>;

const summaryRoute = createRoute({
  method: 'get',
  path: '/summary',
  summary: 'What the default strategy finds in a range; as events where the client accepts text/event-stream.',
  request: { query: querySchema },
  responses: { 200: jsonResponse('Figures and alerts.', summarySchema), ...PROBLEM_RESPONSE },
});

/** Adds the summary and its alerts. */
export function addSummaryRoute(api: OpenAPIHono, context: DashboardContext): void {
  api.openapi(summaryRoute, async (request) => {
    const query = request.req.valid('query');
    const work = (onProgress?: OnProgress) => summarise(query, context, onProgress);
    if (wantsProgress(request)) return respondWithProgress(request, context, work) as never;
    return request.json(await runForRequest(request.req.raw.signal, () => work()), 200);
  });
}

function summarise(query: SummaryQuery, context: DashboardContext, onProgress?: OnProgress): Promise<Summary> {
  const settings = settingsWith(context.configuration, query.depth);
  const { instrument, maxAlerts = STANDARD_ALERTS } = query;
  const asked = { ...(instrument !== undefined && { instrument }), ...rangeOf(query) };
  const summariseView = ({ dataSet, version }: LibraryView) =>
    context.results.get(version, `summary ${JSON.stringify(query)}`, async () => {
      const report = await dataSet.runStrategy(makeStrategy('default', settings), {
        ...asked,
        cvdReset: settings.cvdReset,
        ...(onProgress && { onProgress }),
      });
      return describeReport(report, reasonsFor(dataSet, asked), maxAlerts);
    });
  return context.library.withView(settings, summariseView, query.file);
}

function reasonsFor(dataSet: DataSet, asked: Parameters<DataSet['select']>[0]): string[] {
  return reasonsOf(dataSet.select(asked).flatMap(({ touched }) => touched));
}

function describeReport({ strategy, summaries, alerts }: StrategyReport, reasons: string[], most: number): Summary {
  return {
    strategy,
    reasons,
    summaries: summaries.map(({ instrument, figures }) => ({ instrument, figures: { ...figures } })),
    alertCount: alerts.length,
    alerts: alerts.slice(0, most).map(alertOf),
  };
}

function alertOf(alert: Alert): Summary['alerts'][number] {
  const { rule, instrument, at, snapshotId, value, threshold, message } = alert;
  return { rule, instrument, at, snapshotId, value, threshold, message, what: describeAlert(alert) };
}
