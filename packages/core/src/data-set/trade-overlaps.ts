import { momentOf } from '../columns/metrics-from.ts';
import { OrderflowError } from '../errors.ts';
import { printable } from '../text/printable.ts';
import { compareTimestamps, type Timestamp } from '../timestamps/timestamp.ts';
import type { PartReader } from './part-reader.ts';

/** A batch that nearly always holds a good trade. */
const FIRST_ROWS = 16;

/** The names of two sources that hold trades of the same time. */
export type TradeOverlap = readonly [earlier: string, later: string];

/**
 * The first two neighbours among the parts of an instrument whose trades overlap in time: those behind the last snapshot
 * of the one and the first ones of the other. A trade that stands in both would be counted twice. Null where none do.
 */
export async function findTradeOverlap(readers: readonly PartReader[]): Promise<TradeOverlap | null> {
  for (let index = 1; index < readers.length; index++) {
    const [earlier, later] = [readers[index - 1]!, readers[index]!];
    const last = await lastTradeOf(earlier);
    const first = last === null ? null : await firstTradeOf(later);
    if (last === null || first === null || compareTimestamps(first, last) >= 0) continue;
    return [earlier.part.source.repository.name, later.part.source.repository.name];
  }
  return null;
}

/** The error for trades that overlap. */
export function overlappingTrades([first, second]: TradeOverlap, instrument: string): OrderflowError {
  return new OrderflowError(
    'overlapping-sources',
    `${first} and ${second} hold trades of ${printable(instrument)} of the same time; choose one of them`,
  );
}

/** The time of the last trade at or behind a part's last snapshot. */
async function lastTradeOf(reader: PartReader): Promise<Timestamp | null> {
  let last: Timestamp | null = null;
  for await (const columns of reader.trades({ start: reader.part.last }, false)) {
    last = momentOf(columns, columns.count - 1);
  }
  return last;
}

async function firstTradeOf(reader: PartReader): Promise<Timestamp | null> {
  for await (const columns of reader.trades({}, false, { batchSize: FIRST_ROWS })) return momentOf(columns, 0);
  return null;
}
