import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { encodeSeries, type Series, type SeriesRepository } from '@orderflow/core';
import type { DashboardContext } from '../../dashboard-context.ts';
import { runForRequest } from '../../request-scope.ts';
import {
  BACKWARD_RANGE,
  depthParameter,
  fileParameter,
  instrumentParameter,
  isForward,
  lengthParameter,
  pixelsParameter,
  rangeOf,
  rangeShape,
  wholeParameter,
} from '../parameters.ts';
import { PROBLEM_RESPONSE } from '../responses.ts';
import { settingsWith } from '../settings-with.ts';

/** The type of the body that `encodeSeries` makes. */
const SERIES_TYPE = 'application/vnd.orderflow.series';

const querySchema = z
  .strictObject({
    series: z.enum(['price', 'obi', 'cvd', 'candles']),
    ...rangeShape,
    pixels: pixelsParameter,
    foldMs: lengthParameter.optional().openapi({
      description:
        'The length to fold the buckets of a line to, where it is a whole number, up to 64, of those that come without it: half a pixel draws as finer ones do.',
    }),
    windowSeconds: wholeParameter(1, 86_400).optional(),
    depth: depthParameter.optional(),
    file: fileParameter.optional(),
  })
  .refine(isForward, BACKWARD_RANGE);
type SeriesQuery = z.infer<typeof querySchema>;

const seriesRoute = createRoute({
  method: 'get',
  path: '/series/{instrument}',
  summary: 'What a picture of a range needs, and no more.',
  request: { params: z.object({ instrument: instrumentParameter }), query: querySchema },
  responses: {
    200: {
      description:
        'One little-endian body: the length of the header (uint32), the header (JSON in ASCII), then the columns that it names, 8-byte aligned.',
      content: { [SERIES_TYPE]: { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...PROBLEM_RESPONSE,
  },
});

/** Adds what charts are drawn from. */
export function addSeriesRoute(api: OpenAPIHono, { library, configuration }: DashboardContext): void {
  api.openapi(seriesRoute, async (request) => {
    const { instrument } = request.req.valid('param');
    const query = request.req.valid('query');
    const series = await runForRequest(request.req.raw.signal, () =>
      library.withView(
        settingsWith(configuration, query.depth),
        ({ dataSet }) => readSeries(dataSet.series, instrument, query, configuration.windowSeconds),
        query.file,
      ),
    );
    return new Response(encodeSeries(series) as Uint8Array<ArrayBuffer>, { headers: { 'content-type': SERIES_TYPE } });
  });
}

function readSeries(
  repository: SeriesRepository,
  instrument: string,
  query: SeriesQuery,
  standardWindow: number,
): Promise<Series> {
  const { series, pixels, foldMs, windowSeconds = standardWindow } = query;
  const what = { instrument, pixels, ...rangeOf(query) };
  return series === 'candles'
    ? repository.readSeries({ ...what, series, windowSeconds })
    : repository.readSeries({ ...what, series, ...(foldMs !== undefined && { foldMs }) });
}
