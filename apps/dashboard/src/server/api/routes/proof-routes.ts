import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { LocatedSnapshot, Proof, SnapshotQuery } from '@orderflow/core';
import type { DashboardContext } from '../../dashboard-context.ts';
import { runForRequest } from '../../request-scope.ts';
import {
  depthParameter,
  fileParameter,
  instrumentParameter,
  momentParameter,
  rowIdParameter,
  wholeParameter,
} from '../parameters.ts';
import { bookSchema, proofSchema } from '../proof-schemas.ts';
import { jsonResponse, PROBLEM_RESPONSE } from '../responses.ts';
import { settingsWith } from '../settings-with.ts';

const MOST_LEVELS = 100_000;

type FileOf = (path: string) => { readonly id: string; readonly name: string };

const params = z.object({ instrument: instrumentParameter });
const query = z.strictObject({
  at: momentParameter,
  snapshotId: rowIdParameter.optional(),
  file: fileParameter.optional(),
});

const bookRoute = createRoute({
  method: 'get',
  path: '/book/{instrument}',
  summary: 'The last snapshot at or before a moment, with its levels.',
  request: { params, query: query.extend({ levels: wholeParameter(1, MOST_LEVELS).optional() }) },
  responses: { 200: jsonResponse('The snapshot.', bookSchema), ...PROBLEM_RESPONSE },
});

const proofRoute = createRoute({
  method: 'get',
  path: '/proof/{instrument}',
  summary: 'Everything that the metrics of one snapshot are made of, read from the rows.',
  request: { params, query: query.extend({ depth: depthParameter.optional() }) },
  responses: { 200: jsonResponse('The proof.', proofSchema), ...PROBLEM_RESPONSE },
});

/** Adds what shows single snapshots. */
export function addProofRoutes(api: OpenAPIHono, { library, configuration }: DashboardContext): void {
  api.openapi(bookRoute, async (request) => {
    const { levels = MOST_LEVELS, ...at } = request.req.valid('query');
    const asked = queryOf(request.req.valid('param').instrument, at);
    const located = await runForRequest(request.req.raw.signal, () =>
      library.withView(
        configuration,
        async ({ dataSet, files }) => describeSnapshot(await dataSet.proofs.readSnapshot(asked), levels, fileOf(files)),
        at.file,
      ),
    );
    return request.json(located, 200);
  });
  api.openapi(proofRoute, async (request) => {
    const { depth, ...at } = request.req.valid('query');
    const asked = queryOf(request.req.valid('param').instrument, at);
    const proof = await runForRequest(request.req.raw.signal, () =>
      library.withView(
        settingsWith(configuration, depth),
        async ({ dataSet, files }) => describeProof(await dataSet.proofs.prove(asked), fileOf(files)),
        at.file,
      ),
    );
    return request.json(proof, 200);
  });
}

function queryOf(instrument: string, { at, snapshotId }: z.infer<typeof query>): SnapshotQuery {
  return { instrument, at, ...(snapshotId !== undefined && { snapshotId }) };
}

function fileOf(
  files: readonly { readonly file: { readonly path: string; readonly id: string; readonly name: string } }[],
): FileOf {
  const byPath = new Map(files.map(({ file }) => [file.path, { id: file.id, name: file.name }]));
  return (path) => byPath.get(path)!;
}

function describeSnapshot(
  { source, snapshot, timestampText }: LocatedSnapshot,
  levels: number,
  file: FileOf,
): z.infer<typeof bookSchema> {
  const { id, instrument, timestamp, nanoseconds, bids, asks } = snapshot;
  return {
    instrument,
    file: file(source),
    snapshotId: id,
    timestamp,
    nanoseconds,
    timestampText,
    bids: [...bids.values()].slice(0, levels),
    asks: [...asks.values()].slice(0, levels),
    levelCounts: { bids: bids.size, asks: asks.size },
  };
}

function describeProof(proof: Proof, file: FileOf): z.infer<typeof proofSchema> {
  const { obi, cvd, stored, previous, next, tradeCount, trades } = proof;
  return {
    ...describeSnapshot(proof, MOST_LEVELS, file),
    ...{ obi, cvd, stored, previous, next, tradeCount },
    trades: trades.map(({ source, instrument: _, ...trade }) => ({ ...trade, fileId: file(source).id })),
  };
}
