import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { readSummary } from '@orderflow/backtest';
import { encodeColumns, type FillView, type RoundTripRecord, type Timestamp } from '@orderflow/core';
import type { DashboardContext } from '../../dashboard-context.ts';
import { type OpenResult, withResult } from '../../runs/find-run.ts';
import { type FoundFills, readFills } from '../../runs/read-fills.ts';
import { BACKWARD_RANGE, instrumentParameter, isForward, rangeShape, wholeParameter } from '../parameters.ts';
import { ProblemError } from '../problem.ts';
import { jsonResponse, PROBLEM_RESPONSE } from '../responses.ts';
import { resultParams, rowNumberParameter } from '../run-parameters.ts';
import { roundTripsSchema } from '../run-schemas.ts';

/** The type of the body that `encodeColumns` makes. */
const COLUMNS_TYPE = 'application/vnd.orderflow.columns';
const MOST_FILLS = 1_000_000;
const STANDARD_FILLS = 200_000;
const STANDARD_ROUND_TRIPS = 100;
const MOST_ROUND_TRIPS = 1000;
const NS_PER_MS = 1_000_000;

const columnsResponse = (columns: string) => ({
  200: {
    description: `One little-endian body: the length of the header (uint32), the header (JSON in ASCII), then the columns that it names, 8-byte aligned: ${columns}.`,
    content: { [COLUMNS_TYPE]: { schema: z.string().openapi({ format: 'binary' }) } },
  },
  ...PROBLEM_RESPONSE,
});

const equityRoute = createRoute({
  method: 'get',
  path: '/runs/{id}/results/{model}/equity',
  summary: 'The equity of a result at fixed times.',
  request: { params: resultParams },
  responses: columnsResponse('values; the header says startTime and intervalMs'),
});

const fillsRoute = createRoute({
  method: 'get',
  path: '/runs/{id}/results/{model}/fills',
  summary: 'The fills of a result in a range, in the order of time.',
  request: {
    params: resultParams,
    query: z
      .strictObject({
        ...rangeShape,
        instrument: instrumentParameter.optional(),
        limit: wholeParameter(1, MOST_FILLS).optional(),
      })
      .refine(isForward, BACKWARD_RANGE),
  },
  responses: columnsResponse(
    'timestamps, prices, sizes, sides (+1 bought, -1 sold), numbers; the header says isMore where the limit cut the range short',
  ),
});

const roundTripsRoute = createRoute({
  method: 'get',
  path: '/runs/{id}/results/{model}/round-trips',
  summary: 'The positions of a result from flat to flat: the closed in the order of their ends, then the open.',
  request: {
    params: resultParams,
    query: z.strictObject({
      first: rowNumberParameter.optional(),
      limit: wholeParameter(1, MOST_ROUND_TRIPS).optional(),
    }),
  },
  responses: { 200: jsonResponse('A page of round trips.', roundTripsSchema), ...PROBLEM_RESPONSE },
});

/** Adds the rows of results. */
export function addRunRowsRoutes(api: OpenAPIHono, context: DashboardContext): void {
  api.openapi(equityRoute, async (request) => {
    const equity = await withResult(context, request.req.raw, request.req.valid('param'), readEquity);
    const { startTime, intervalMs, values } = equity;
    return columnsAnswer(encodeColumns({ startTime, intervalMs }, [{ name: 'values', column: values }]));
  });
  api.openapi(fillsRoute, async (request) => {
    const { start, end, instrument, limit = STANDARD_FILLS } = request.req.valid('query');
    const range = { start: millisecondsOf(start), end: millisecondsOf(end) };
    const found = await withResult(context, request.req.raw, request.req.valid('param'), (open) =>
      readFills(withRows(open), { ...range, instrument, limit }),
    );
    return columnsAnswer(encodeFills(found));
  });
  api.openapi(roundTripsRoute, async (request) => {
    const { first = 0, limit = STANDARD_ROUND_TRIPS } = request.req.valid('query');
    const page = await withResult(context, request.req.raw, request.req.valid('param'), (open) =>
      readRoundTrips(withRows(open), first, limit),
    );
    return request.json(page, 200);
  });
}

/**
 * The result, where its rows are stored.
 * @throws ProblemError `no-rows`
 */
export function withRows(open: OpenResult): OpenResult {
  if (open.run.hasRows) return open;
  const advice = '`orderflow backtest` with its parameters stores them';
  throw new ProblemError(404, 'no-rows', `the orders, fills and equity of this run are not stored: ${advice}`);
}

async function readEquity(open: OpenResult) {
  const { run, result, repository } = withRows(open);
  const equity = await repository.loadEquity(run.id, result.makerModel);
  if (equity === null) throw new ProblemError(404, 'no-rows', 'the equity of this run is not stored');
  return equity;
}

async function readRoundTrips({ run, result, repository }: OpenResult, first: number, limit: number) {
  const query = { id: run.id, makerModel: result.makerModel, first, batchSize: limit };
  const { value = [] } = await repository.iterateRoundTrips(query)[Symbol.asyncIterator]().next();
  const rows: readonly RoundTripRecord[] = value;
  const roundTrips = rows.map((trip, index) => ({ number: first + index, ...trip }));
  const { roundTripCount, openRoundTripCount } = readSummary(result).statistics;
  return { total: roundTripCount + openRoundTripCount, first, roundTrips };
}

function encodeFills({ fills, isMore }: FoundFills): Uint8Array {
  const column = (name: string, numberOf: (fill: FillView) => number) => ({
    name,
    column: Float64Array.from(fills, numberOf),
  });
  return encodeColumns({ isMore }, [
    column('timestamps', ({ timestamp }) => timestamp),
    column('prices', ({ price }) => price),
    column('sizes', ({ size }) => size),
    column('sides', ({ side }) => (side === 'buy' ? 1 : -1)),
    column('numbers', ({ index }) => index),
  ]);
}

function millisecondsOf(moment: Timestamp | undefined): number | undefined {
  return moment && moment.timestamp + moment.nanoseconds / NS_PER_MS;
}

function columnsAnswer(body: Uint8Array): Response {
  return new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': COLUMNS_TYPE } });
}
