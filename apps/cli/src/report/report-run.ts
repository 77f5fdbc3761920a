import { type Deflation, deflationsOf } from '@orderflow/backtest';
import {
  type EquityRecord,
  type FillView,
  OrderflowError,
  type RoundTripRecord,
  type RunRecord,
  type RunResult,
  type RunsRepository,
} from '@orderflow/core';
import type { ChartRun } from '@orderflow/viz-web/chart';
import { shortName } from '../backtesting/short-name.ts';
import { findRun } from '../runs/find-run.ts';

/** Round trips that a page lists. */
const MOST_ROUND_TRIPS = 200;
/** Fills that a page has room for. */
const MOST_FILLS = 50_000;
const BATCH_SIZE = 1000;

/** A run of a backtest as a report shows it. */
export interface ReportRun {
  readonly run: RunRecord;
  readonly deflations: readonly Deflation[];
  /** The result whose rows are shown. */
  readonly result: RunResult;
  /** The first of them. */
  readonly roundTrips: readonly RoundTripRecord[];
  /** Null where the rows of the run are not stored. */
  readonly equity: EquityRecord | null;
  /** The first of them, in the order of time. */
  readonly fills: readonly FillView[];
  /** Why it is not a run of the data that are reported on, in a clause; null where it is. */
  readonly otherData: string | null;
}

/**
 * Reads a run that is named by the beginning of its id or `latest`, with a maker model behind a dot, `latest.touch`;
 * without one it is the first that was played.
 * @throws OrderflowError `bad-argument` where there is no such run, or it was not played under that model.
 */
export async function readReportRun(repository: RunsRepository, name: string): Promise<ReportRun> {
  const [word = '', ...rest] = name.split('.');
  const run = await findRun(repository, word);
  const result = resultOf(run, rest.join('.'));
  const query = { id: run.id, makerModel: result.makerModel, batchSize: BATCH_SIZE };
  return {
    run,
    result,
    deflations: await deflationsOf(run, repository),
    roundTrips: await firstOf(repository.iterateRoundTrips(query), MOST_ROUND_TRIPS),
    equity: await repository.loadEquity(run.id, result.makerModel),
    fills: await firstOf(repository.iterateFills(query), MOST_FILLS),
    otherData: null,
  };
}

/** What a chart of an instrument shows of a run; null where the run has no rows or did not play it. */
export function chartRunOf({ run, result, equity, fills }: ReportRun, instrument: string): ChartRun | null {
  if (equity === null || !run.data.instruments.includes(instrument)) return null;
  const own = fills.filter((fill) => fill.instrument === instrument);
  return {
    label: `${run.inputs.strategy}, ${result.makerModel}`,
    equity,
    fills: {
      timestamps: Float64Array.from(own, ({ timestamp }) => timestamp),
      prices: Float64Array.from(own, ({ price }) => price),
      sizes: Float64Array.from(own, ({ size }) => size),
      sides: Int8Array.from(own, ({ side }) => (side === 'buy' ? 1 : -1)),
      numbers: Uint32Array.from(own, ({ index }) => index),
    },
  };
}

function resultOf(run: RunRecord, model: string): RunResult {
  const result = model === '' ? run.results[0] : run.results.find(({ makerModel }) => isNamed(makerModel, model));
  if (result !== undefined) return result;
  const known = run.results.map(({ makerModel }) => shortName(makerModel)).join(', ');
  throw new OrderflowError('bad-argument', `the run was not played under '${model.slice(0, 80)}'; it has ${known}`);
}

/** By its own name, or as `--maker-model` takes it. */
function isNamed(makerModel: string, name: string): boolean {
  return makerModel === name || shortName(makerModel) === name;
}

async function firstOf<Row>(batches: AsyncIterable<readonly Row[]>, most: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) {
    rows.push(...batch.slice(0, most - rows.length));
    if (rows.length === most) break;
  }
  return rows;
}
