import type { BookColumns } from '../columns/book-columns.ts';
import { OrderflowError } from '../errors.ts';
import type { BookSide } from '../levels/level-scanner.ts';
import { readSide } from '../levels/read-side.ts';
import type { BookSnapshot } from '../models/book-snapshot.ts';
import type { OrderbookLevel } from '../models/orderbook-level.ts';
import type { Trade } from '../models/trade.ts';

/**
 * One book row as an object, with the given trades.
 * @throws OrderflowError `bad-row` where the row has a problem: such a row has no metric either.
 */
export function snapshotFromRow(columns: BookColumns, row: number, trades: readonly Trade[]): BookSnapshot {
  const instrument = columns.instrumentNames[columns.instruments[row]!];
  if (instrument === undefined) throw badRow(columns, row, 'missing-instrument');
  if (columns.oversized[row] === 1) throw badRow(columns, row, 'oversized-levels');
  return {
    id: columns.ids[row]!,
    instrument,
    timestamp: columns.timestamps[row]!,
    nanoseconds: columns.nanoseconds[row]!,
    bids: sideFromRow(columns, row, 3 * row, 'bid'),
    asks: sideFromRow(columns, row, 3 * row + 1, 'ask'),
    trades,
  };
}

function sideFromRow(
  columns: BookColumns,
  row: number,
  field: number,
  side: BookSide,
): ReadonlyMap<number, OrderbookLevel> {
  const levels = readSide(columns.text, columns.offsets[field]!, columns.offsets[field + 1]!, side);
  if (typeof levels === 'string') throw badRow(columns, row, levels);
  return levels;
}

function badRow(columns: BookColumns, row: number, reason: string): OrderflowError {
  return new OrderflowError('bad-row', `book row ${columns.ids[row]} has no snapshot: ${reason}`);
}
