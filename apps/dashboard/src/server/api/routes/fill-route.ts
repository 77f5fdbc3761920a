import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { explainFill } from '@orderflow/backtest';
import { type FillView, type OrderbookLevel, OrderflowError, type OrderRecord } from '@orderflow/core';
import type { DashboardContext } from '../../dashboard-context.ts';
import { publicText } from '../../public-text.ts';
import { type OpenResult, withResult } from '../../runs/find-run.ts';
import { type LocatedFill, locateFill } from '../../runs/locate-fill.ts';
import { readFill } from '../../runs/read-fills.ts';
import type { LibraryView } from '../../sources/source-library.ts';
import { explainedFillSchema } from '../fill-schemas.ts';
import { fileParameter } from '../parameters.ts';
import { ProblemError } from '../problem.ts';
import { jsonResponse, PROBLEM_RESPONSE } from '../responses.ts';
import { resultParams, rowNumberParameter } from '../run-parameters.ts';
import { withRows } from './run-rows-routes.ts';

/** Levels a side that are shown whatever the price, and those around the price. */
const BEST_LEVELS = 8;
const LEVELS_AROUND = 2;

type Market = NonNullable<z.infer<typeof explainedFillSchema>['market']>;

const fillRoute = createRoute({
  method: 'get',
  path: '/runs/{id}/results/{model}/fills/{number}',
  summary: 'One fill explained: its order, the rule and the model, the queue, and the rows that it hangs on.',
  request: {
    params: resultParams.extend({ number: rowNumberParameter }),
    query: z.strictObject({ file: fileParameter.optional() }),
  },
  responses: { 200: jsonResponse('The fill.', explainedFillSchema), ...PROBLEM_RESPONSE },
});

/** Adds what explains a fill. */
export function addFillRoute(api: OpenAPIHono, context: DashboardContext): void {
  api.openapi(fillRoute, async (request) => {
    const { number, ...params } = request.req.valid('param');
    const { file } = request.req.valid('query');
    const explained = await withResult(context, request.req.raw, params, async (open) => {
      const fill = await readFill(withRows(open), number);
      if (fill === null) {
        throw new ProblemError(404, 'unknown-fill', `there is no fill ${number}; the result has ${open.result.fills}`);
      }
      return explain(open, fill, context, file);
    });
    return request.json(explained, 200);
  });
}

async function explain(
  open: OpenResult,
  fill: FillView,
  context: DashboardContext,
  file: string | undefined,
): Promise<z.infer<typeof explainedFillSchema>> {
  const { run, result } = open;
  const { makerModel } = result;
  const order = await readOrder(open, fill.orderId);
  return {
    run: { id: run.id, strategy: run.inputs.strategy },
    makerModel,
    fill,
    order,
    explanation: [...explainFill(fill, order, makerModel)],
    ...(await readMarket(fill, context, file)),
  };
}

async function readOrder({ run, result, repository }: OpenResult, first: number): Promise<OrderRecord> {
  const query = { id: run.id, makerModel: result.makerModel, first, batchSize: 1 };
  for await (const [order] of repository.iterateOrders(query)) if (order?.id === first) return order;
  throw new OrderflowError('source-schema', `run ${run.id} has no order ${first}, which it has fills of`);
}

/** What cannot be read of the data takes nothing from what is known of the fill. */
async function readMarket(
  fill: FillView,
  { library, configuration, hidden }: DashboardContext,
  file: string | undefined,
): Promise<{ readonly market: Market | null; readonly marketProblem: string | null }> {
  try {
    const market = await library.withView(
      configuration,
      async (view) => describeMarket(await locateFill(view.dataSet, fill), fill, view),
      file,
    );
    return { market, marketProblem: null };
  } catch (error) {
    if (!(error instanceof OrderflowError)) throw error;
    return { market: null, marketProblem: publicText(error.message, hidden()) };
  }
}

function describeMarket(
  { source, snapshot, timestampText, trades, tradeCount }: LocatedFill,
  fill: FillView,
  view: LibraryView,
): Market {
  const { id: snapshotId, timestamp, nanoseconds, bids, asks } = snapshot;
  const { file } = view.files.find((one) => one.file.path === source)!;
  return {
    file: { id: file.id, name: file.name },
    ...{ snapshotId, timestamp, nanoseconds, timestampText },
    bids: levelsAround([...bids.values()], ({ price }) => price <= fill.price),
    asks: levelsAround([...asks.values()], ({ price }) => price >= fill.price),
    levelCounts: { bids: bids.size, asks: asks.size },
    tradeCount,
    trades: trades.map(({ instrument: _, ...trade }) => trade),
  };
}

/** The best levels and those around the first that `isReached` holds for, with their ranks. */
function levelsAround(levels: readonly OrderbookLevel[], isReached: (level: OrderbookLevel) => boolean) {
  const at = levels.findIndex(isReached);
  return levels
    .map((level, index) => ({ ...level, rank: index + 1 }))
    .filter(({ rank }) => rank <= BEST_LEVELS || (at >= 0 && Math.abs(rank - 1 - at) <= LEVELS_AROUND));
}
