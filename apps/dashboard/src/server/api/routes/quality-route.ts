import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type DataQuery, findGapsBetween, OrderflowError, type QualityReport } from '@orderflow/core';
import type { DashboardContext } from '../../dashboard-context.ts';
import { type CheckedFile, checkFiles } from '../../quality/check-files.ts';
import type { CheckOptions } from '../../quality/quality-messages.ts';
import { runForRequest } from '../../request-scope.ts';
import type { FoundFile } from '../../sources/file-finder.ts';
import type { LibraryView } from '../../sources/source-library.ts';
import {
  BACKWARD_RANGE,
  fileParameter,
  instrumentParameter,
  isForward,
  rangeOf,
  rangeShape,
  secondsParameter,
} from '../parameters.ts';
import { type OnProgress, respondWithProgress, wantsProgress } from '../respond-with-progress.ts';
import { jsonResponse, PROBLEM_RESPONSE } from '../responses.ts';
import { qualitySchema } from '../schemas.ts';

/** Places that are kept of each finding: enough for a list. */
const PLACES = 100;

type Quality = z.infer<typeof qualitySchema>;

const querySchema = z
  .strictObject({
    instrument: instrumentParameter.optional(),
    ...rangeShape,
    file: fileParameter.optional(),
    gapSeconds: secondsParameter.optional(),
  })
  .refine(isForward, BACKWARD_RANGE);
type QualityQuery = z.infer<typeof querySchema>;

const qualityRoute = createRoute({
  method: 'get',
  path: '/quality',
  summary: 'Gaps, odd books and bad rows, and where they lie; as events where the client accepts text/event-stream.',
  request: { query: querySchema },
  responses: { 200: jsonResponse('Findings, file by file.', qualitySchema), ...PROBLEM_RESPONSE },
});

/** Adds the quality of the data. */
export function addQualityRoute(api: OpenAPIHono, context: DashboardContext): void {
  api.openapi(qualityRoute, async (request) => {
    const query = request.req.valid('query');
    const work = (onProgress?: OnProgress) =>
      context.library.withView(
        context.configuration,
        (view) =>
          context.results.get(view.version, `quality ${JSON.stringify(query)}`, () =>
            checkAll(view, query, context, onProgress),
          ),
        query.file,
      );
    if (wantsProgress(request)) return respondWithProgress(request, context, work) as never;
    return request.json(await runForRequest(request.req.raw.signal, () => work()), 200);
  });
}

async function checkAll(
  view: LibraryView,
  query: QualityQuery,
  { configuration }: DashboardContext,
  onProgress?: OnProgress,
): Promise<Quality> {
  const { instrument, gapSeconds = null } = query;
  const asked = { ...(instrument !== undefined && { instrument }), ...rangeOf(query) };
  const thresholds = { examples: PLACES, gapSeconds };
  const options: CheckOptions = { ...asked, ...thresholds, batchSize: configuration.batchSize };
  const files = filesOf(view, asked);
  const reports = await checkFiles(files, options, configuration, onProgress);
  return {
    files: reports.map((report, index) => describeReport(files[index]!.file, report)),
    gapsBetween: findGapsBetween(reports, thresholds),
  };
}

/** The files that hold something of what is asked for. Files that overlap are checked all the same: each by itself. */
function filesOf({ dataSet, files }: LibraryView, asked: DataQuery): readonly CheckedFile[] {
  const { instrument } = asked;
  if (instrument !== undefined && !dataSet.instruments.includes(instrument)) dataSet.select(asked);
  const readable = files.flatMap(({ file, contents }) =>
    contents instanceof OrderflowError ? [] : { file, contents },
  );
  const failure = files.find(({ contents }) => contents instanceof OrderflowError)?.contents;
  if (readable.length === 0 && failure instanceof OrderflowError) throw failure;
  return readable
    .filter(({ contents }) => instrument === undefined || contents.parts.some((part) => part.instrument === instrument))
    .map(({ file, contents }) => ({ file, repository: contents.repository }));
}

function describeReport({ id, name }: FoundFile, report: QualityReport): Quality['files'][number] {
  const { rows, snapshots, findings, badRows, problems, timestampFormats, repeatedTradeIds } = report;
  const checked = snapshots.map(({ steps: _, ...shown }) => shown);
  return { id, name, rows, snapshots: checked, findings, badRows, problems, timestampFormats, repeatedTradeIds };
}
