import { decodeColumns, type EquityRecord } from '@orderflow/core';
import type { RunChoice } from '../state/view-state.ts';
import { request, requestJson } from './api-client.ts';
import type { ExplainedFill, RoundTrips, Run, RunComparison, Runs } from './api-types.ts';

/** Fills as columns of equal length, in the order of time. */
export interface FillColumns {
  /** Exchange times, epoch milliseconds. */
  readonly timestamps: Float64Array;
  readonly prices: Float64Array;
  readonly sizes: Float64Array;
  /** +1 bought, -1 sold. */
  readonly sides: Float64Array;
  /** Numbers of the fills in their run. */
  readonly numbers: Float64Array;
  /** Whether there are more than are read at once. */
  readonly isMore: boolean;
}

/** The latest runs. */
export function readRuns(signal: AbortSignal): Promise<Runs> {
  return requestJson('/runs', { signal });
}

/** One run. */
export function readRun(id: string, signal: AbortSignal): Promise<Run> {
  return requestJson(`/runs/${id}`, { signal });
}

/** How two runs differ. */
export function readComparison(ids: readonly [string, string], signal: AbortSignal): Promise<RunComparison> {
  return requestJson(`/runs/${ids[0]}/comparison/${ids[1]}`, { signal });
}

/** So many round trips of a result, from the first on. */
export function readRoundTrips(choice: RunChoice, limit: number, signal: AbortSignal): Promise<RoundTrips> {
  return requestJson(`${pathOf(choice)}/round-trips`, { query: { limit }, signal });
}

/** A fill and all that explains it, from the one file that is chosen where one is. */
export function readExplainedFill(
  { choice, number, file }: { readonly choice: RunChoice; readonly number: number; readonly file: string | null },
  signal: AbortSignal,
): Promise<ExplainedFill> {
  return requestJson(`${pathOf(choice)}/fills/${number}`, { query: { file }, signal });
}

/** The equity of a result. */
export async function readEquity(choice: RunChoice, signal: AbortSignal): Promise<EquityRecord> {
  const { fields, columns } = await readBody(`${pathOf(choice)}/equity`, {}, signal);
  const values = columns.get('values') as Float64Array;
  return { startTime: Number(fields.startTime), intervalMs: Number(fields.intervalMs), values };
}

/** The fills of a result in an instrument. */
export async function readFillColumns(
  choice: RunChoice,
  instrument: string,
  signal: AbortSignal,
): Promise<FillColumns> {
  const { fields, columns } = await readBody(`${pathOf(choice)}/fills`, { instrument }, signal);
  const column = (name: string) => columns.get(name) as Float64Array;
  return {
    timestamps: column('timestamps'),
    prices: column('prices'),
    sizes: column('sizes'),
    sides: column('sides'),
    numbers: column('numbers'),
    isMore: fields.isMore === true,
  };
}

async function readBody(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal) {
  const response = await request(path, { query, signal });
  return decodeColumns(new Uint8Array(await response.arrayBuffer()));
}

function pathOf({ id, model }: RunChoice): string {
  return `/runs/${id}/results/${encodeURIComponent(model)}`;
}
