import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import { compareTimestamps, type DataPart, findOverlaps, type MetricSettings, OrderflowError } from '@orderflow/core';
import type { DashboardContext } from '../../dashboard-context.ts';
import { publicText } from '../../public-text.ts';
import { runForRequest } from '../../request-scope.ts';
import type { LibraryView, ReadFile } from '../../sources/source-library.ts';
import { jsonResponse, PROBLEM_RESPONSE } from '../responses.ts';
import { settingsSchema, sourcesSchema } from '../schemas.ts';

const NO_SNAPSHOT = 'the file holds no snapshot: metrics and charts need rows in its table “book”';

type Sources = z.infer<typeof sourcesSchema>;
type SourceFile = Sources['files'][number];

const sourcesRoute = createRoute({
  method: 'get',
  path: '/sources',
  summary: 'The files and instruments that there are.',
  responses: { 200: jsonResponse('Files and instruments.', sourcesSchema), ...PROBLEM_RESPONSE },
});

const settingsRoute = createRoute({
  method: 'get',
  path: '/settings',
  summary: 'The settings of the server.',
  responses: { 200: jsonResponse('Settings.', settingsSchema), ...PROBLEM_RESPONSE },
});

/** Adds what says what there is. */
export function addSourcesRoutes(api: OpenAPIHono, context: DashboardContext): void {
  api.openapi(sourcesRoute, async (request) => {
    const sources = await runForRequest(request.req.raw.signal, () =>
      context.library.withView(context.configuration, async (view) => describeSources(view, context)),
    );
    return request.json(sources, 200);
  });
  api.openapi(settingsRoute, (request) => request.json(describeSettings(context), 200));
}

function describeSettings({ version, processing, configuration }: DashboardContext): z.infer<typeof settingsSchema> {
  const { depth, tradeMatching, maxLevelBytes, windowSeconds, maxBars, cvdReset, alerts } = configuration;
  const metrics = { depth, tradeMatching, maxLevelBytes };
  return { version, canProcess: processing !== null, metrics, windowSeconds, maxBars, cvdReset, alerts: { ...alerts } };
}

function describeSources(view: LibraryView, context: DashboardContext): Sources {
  const { processing } = context;
  return {
    version: view.version,
    canProcess: processing !== null,
    files: view.files.map((file) => describeFile(file, context)),
    instruments: view.dataSet.instruments.map((instrument) => describeInstrument(instrument, view, context)),
  };
}

function describeFile({ file: { id, name, bytes }, contents }: ReadFile, context: DashboardContext): SourceFile {
  const isProcessing = context.processing?.isProcessing(id) ?? false;
  const common = { id, name, bytes, isProcessing };
  if (contents instanceof OrderflowError) {
    const problem = { code: contents.code, detail: publicText(contents.message, context.hidden()) };
    return { ...common, state: 'failed', reason: null, problem, storedSettings: null, instruments: [] };
  }
  const { parts, presence } = contents;
  const storedSettings = presence.kind === 'ours' ? metricSettingsOf(presence.settings) : null;
  return {
    ...common,
    ...standingOf(parts, storedSettings !== null),
    problem: null,
    storedSettings,
    instruments: parts.map(({ instrument, snapshots, first, last }) => ({ instrument, snapshots, first, last })),
  };
}

function standingOf(parts: readonly DataPart[], hasMetrics: boolean): Pick<SourceFile, 'state' | 'reason'> {
  const processable = parts.filter(({ snapshots }) => snapshots > 0);
  if (processable.length === 0) return { state: 'live', reason: parts[0]?.missing ?? NO_SNAPSHOT };
  const live = processable.find(({ reason }) => reason !== null);
  if (live === undefined) return { state: 'stored', reason: processable[0]!.missing };
  return { state: hasMetrics ? 'partly' : 'live', reason: live.reason };
}

function describeInstrument(
  instrument: string,
  { dataSet, files }: LibraryView,
  context: DashboardContext,
): Sources['instruments'][number] {
  const parts = dataSet.parts.filter((part) => part.instrument === instrument);
  const inOrder = [...parts].sort((a, b) => compareTimestamps(a.first, b.first));
  const last = parts.reduce(
    (latest, part) => (compareTimestamps(part.last, latest) > 0 ? part.last : latest),
    parts[0]!.last,
  );
  const names = new Set(parts.map(({ source }) => source.repository.name));
  return {
    instrument,
    snapshots: parts.reduce((sum, part) => sum + part.snapshots, 0),
    first: inOrder[0]!.first,
    last,
    fileIds: files.filter(({ file }) => names.has(file.path)).map(({ file }) => file.id),
    reasons: reasonsOf(parts),
    missing: parts.find(({ missing }) => missing !== null)?.missing ?? null,
    overlap: overlapOf(parts, context),
  };
}

/** Why metrics of these parts are computed live, each reason once. */
export function reasonsOf(parts: readonly DataPart[]): string[] {
  return [...new Set(parts.flatMap(({ reason, missing }) => (missing === null && reason) || []))];
}

function overlapOf(parts: readonly DataPart[], { hidden }: DashboardContext): string | null {
  const [overlap] = findOverlaps(parts);
  if (overlap === undefined) return null;
  const [first, second] = overlap.map(({ source }) => source.repository.name);
  return publicText(`${first} and ${second} hold the same time`, hidden());
}

function metricSettingsOf({ depth, tradeMatching, maxLevelBytes }: MetricSettings): MetricSettings {
  return { depth, tradeMatching, maxLevelBytes };
}
