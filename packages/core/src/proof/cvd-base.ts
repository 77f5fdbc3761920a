import type { DataPart } from '../data-set/data-source.ts';
import type { PartReader } from '../data-set/part-reader.ts';
import { addToSum, type CompensatedSum } from '../metrics/compensated-sum.ts';
import type { MetricsRepository } from '../ports/metrics-repository.ts';
import type { ProcessingState, RowPosition } from '../ports/processing-state.ts';
import { compareTimestamps, justAfter, type Timestamp } from '../timestamps/timestamp.ts';

/** The CVD of one part at one of its snapshots, and how it was reached. */
export interface CvdBase {
  readonly sum: CompensatedSum;
  /** Where the sum starts; null for the first trade. */
  readonly checkpoint: { readonly position: RowPosition; readonly sum: CompensatedSum } | null;
  /** Trades that were added since. */
  readonly trades: number;
}

interface Start extends CvdBase {
  /** Trades that wait for a snapshot at the checkpoint's own time; exact matching only. */
  readonly waiting: readonly number[];
}

const FROM_FIRST: Start = { sum: { sum: 0, compensation: 0 }, checkpoint: null, trades: 0, waiting: [] };

/** Adds up a part's trades from the last checkpoint on, up to and with those of the snapshot at `position`. */
export async function cvdAt(reader: PartReader, position: RowPosition, isExact: boolean): Promise<CvdBase> {
  const start = await findStart(reader.part, position);
  if (isExact) return addExact(reader, start, position);
  const from = start.checkpoint === null ? {} : { start: justAfter(start.checkpoint.position) };
  return addTrades(reader, start, { ...from, end: justAfter(position) }, () => true);
}

/** With exact matching only trades at the very time of a snapshot count. */
async function addExact(reader: PartReader, start: Start, position: RowPosition): Promise<CvdBase> {
  const { checkpoint } = start;
  const since = checkpoint === null ? {} : { start: checkpoint.position };
  const range = { ...since, end: justAfter(position) };
  const times = new Set<string>();
  let isWaitOver = false;
  for await (const { count, timestamps, nanoseconds, snapshotIds } of reader.metrics(range)) {
    for (let row = 0; row < count; row++) {
      const at = { timestamp: timestamps[row]!, nanoseconds: nanoseconds[row]! };
      const isAtCheckpoint = checkpoint !== null && compareTimestamps(at, checkpoint.position) === 0;
      if (!isAtCheckpoint) times.add(keyOf(at));
      else if (snapshotIds[row]! > checkpoint.position.id) isWaitOver = true;
    }
  }
  const waited = isWaitOver ? start.waiting : [];
  const begun = { ...start, sum: waited.reduce(addToSum, start.sum), trades: waited.length };
  return addTrades(reader, begun, range, (at) => times.has(keyOf(at)));
}

async function addTrades(
  reader: PartReader,
  start: CvdBase,
  range: { readonly start?: Timestamp; readonly end: Timestamp },
  counts: (at: Timestamp) => boolean,
): Promise<CvdBase> {
  let { sum, trades } = start;
  for await (const { count, sizes, sides, timestamps, nanoseconds } of reader.trades(range, false)) {
    for (let row = 0; row < count; row++) {
      if (!counts({ timestamp: timestamps[row]!, nanoseconds: nanoseconds[row]! })) continue;
      sum = addToSum(sum, sides[row]! * sizes[row]!);
      trades++;
    }
  }
  return { sum, checkpoint: start.checkpoint, trades };
}

/** The last checkpoint at or before a snapshot; the first trade where there is none. */
async function findStart({ instrument, source, state }: DataPart, position: RowPosition): Promise<Start> {
  if (state === null || source.metrics === null) return FROM_FIRST;
  const checkpoint = await lastCheckpoint(source.metrics, position);
  if (checkpoint === null || checkpoint.position === null) return FROM_FIRST;
  const own = checkpoint.instruments.find((one) => one.instrument === instrument);
  const sum = own === undefined ? FROM_FIRST.sum : { sum: own.sum, compensation: own.compensation };
  const at = { position: checkpoint.position, sum };
  return { sum, checkpoint: at, trades: 0, waiting: own?.waiting ?? [] };
}

async function lastCheckpoint(metrics: MetricsRepository, position: RowPosition): Promise<ProcessingState | null> {
  let found: ProcessingState | null = null;
  let first = 0;
  let end = await metrics.countCheckpoints();
  while (first < end) {
    const middle = (first + end) >> 1;
    const checkpoint = await metrics.loadCheckpoint(middle);
    if (isAfter(checkpoint.position, position)) {
      end = middle;
    } else {
      found = checkpoint;
      first = middle + 1;
    }
  }
  return found;
}

function isAfter(one: RowPosition | null, other: RowPosition): boolean {
  return one !== null && (compareTimestamps(one, other) || one.id - other.id) > 0;
}

function keyOf({ timestamp, nanoseconds }: Timestamp): string {
  return `${timestamp} ${nanoseconds}`;
}
