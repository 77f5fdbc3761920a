import { DataSetMarket, HashedMarket } from '@orderflow/backtest';
import { type Configuration, type DataSet, OrderflowError, type RunRecord, type TimeRange } from '@orderflow/core';
import { isoTime } from '../backtesting/iso-time.ts';
import type { CommandContext } from '../command-context.ts';
import { printable } from '../output/printable.ts';
import { makeProgress } from '../output/progress.ts';
import { ProgressMeter } from '../output/progress-meter.ts';
import { shortId } from '../runs/keep-run.ts';
import { dataHashOf, makeByteHash } from '../runs/run-hash.ts';

/** What a run is compared with. */
export interface ReportedData {
  readonly dataSet: DataSet;
  /** The instrument that is reported on; undefined for all. */
  readonly instrument: string | undefined;
}

/**
 * Why a run is not one of these data, in a clause; null where it is, or where the user wanted to stop. What lies before
 * and behind the time of the run may be anything: a file that grew since is the same.
 */
export async function describeOtherData(
  run: RunRecord,
  { dataSet, instrument }: ReportedData,
  configuration: Pick<Configuration, 'logFrequency'>,
  context: CommandContext,
): Promise<string | null> {
  const { instruments, startTime, endTime } = run.data;
  if (instrument !== undefined && !instruments.includes(instrument)) {
    return `it played ${instruments.map(printable).join(', ')}, not ${printable(instrument)}`;
  }
  const missing = instruments.filter((name) => !dataSet.parts.some((part) => part.instrument === name));
  if (missing.length > 0) return `it played ${missing.map(printable).join(', ')}, and there is none of that here`;
  const hash = await hashOf(run, dataSet, configuration, context);
  if (hash === null || hash === run.inputs.dataHash) return null;
  return `the books and trades from ${isoTime(startTime)} to ${isoTime(endTime)} are not those that it played`;
}

/** The hash of what a run would play here; that of nothing where there is nothing to play. */
async function hashOf(
  run: RunRecord,
  dataSet: DataSet,
  { logFrequency }: Pick<Configuration, 'logFrequency'>,
  { log, stderr, signal, now }: CommandContext,
): Promise<string | null> {
  const market = openHashed(run, dataSet);
  if (market === null) return '';
  const progress = makeProgress({ stream: stderr, log, logFrequency });
  const label = `comparing with the data of run ${shortId(run.id)}`;
  const meter = new ProgressMeter([1], now).begin(1);
  let books = 0;
  try {
    for await (const chunk of market.chunks()) {
      if (signal.aborted) return null;
      books += chunk.books.count;
      progress.update({ label, rows: books, totalRows: market.books, ...meter.update(books, market.books) });
    }
    return dataHashOf(market.instruments, market.digests());
  } finally {
    progress.clear();
  }
}

function openHashed({ data }: RunRecord, dataSet: DataSet): HashedMarket | null {
  const { instruments } = data;
  try {
    return new HashedMarket(new DataSetMarket(dataSet, { instruments, range: rangeOf(data) }), makeByteHash);
  } catch (error) {
    if (error instanceof OrderflowError && error.code === 'empty-range') return null;
    throw error;
  }
}

/** Whole milliseconds from the first to the last event: the times of a run are rounded. */
function rangeOf({ startTime, endTime }: RunRecord['data']): TimeRange {
  return {
    start: { timestamp: Math.floor(startTime), nanoseconds: 0 },
    end: { timestamp: Math.floor(endTime) + 1, nanoseconds: 0 },
  };
}
