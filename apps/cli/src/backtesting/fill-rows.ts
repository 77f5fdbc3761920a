import type { SimulationResult } from '@orderflow/backtest';
import type { FillView } from '@orderflow/core';
import type { Cell, RowStream } from '../exporting/rows.ts';
import { isoTime } from './iso-time.ts';

const ROWS_A_BATCH = 1000;
const COLUMNS = [
  'maker_model',
  'fill',
  'order_id',
  'instrument',
  'timestamp',
  'side',
  'price',
  'size',
  'fee',
  'rule',
  'book_id',
  'trade_id',
  'queue_before',
  'queue_after',
];

/** The fills of all maker models as rows, one model after another; timestamps are ISO 8601 in UTC, exchange time. */
export function fillRows(results: readonly SimulationResult[]): RowStream {
  return { columns: COLUMNS, batches: toBatches(results) };
}

async function* toBatches(results: readonly SimulationResult[]): AsyncGenerator<readonly (readonly Cell[])[]> {
  for (const { makerModel, fills } of results) {
    for (let first = 0; first < fills.count; first += ROWS_A_BATCH) {
      const length = Math.min(ROWS_A_BATCH, fills.count - first);
      yield Array.from({ length }, (_, row) => toRow(makerModel, fills.at(first + row)));
    }
  }
}

function toRow(makerModel: string, fill: FillView): readonly Cell[] {
  const { index, orderId, instrument, timestamp, side, price, size, fee, rule } = fill;
  const cause = [fill.bookId, fill.tradeId, fill.queueBefore, fill.queueAfter];
  return [makerModel, index, orderId, instrument, isoTime(timestamp), side, price, size, fee, rule, ...cause];
}
