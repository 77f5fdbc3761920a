import type { PartReader } from '../data-set/part-reader.ts';
import { CANDLE_FIELDS, type CandleBasis, writeMidRecord, writeTradeRecord } from '../pyramid/candle-record.ts';
import type { RowColumns } from '../pyramid/row-columns.ts';
import { rowColumnsOf } from '../pyramid/stored-rows.ts';
import type { CandleCollector } from './candle-collector.ts';
import { rangeOf, type Span } from './series-span.ts';

/** Adds candles of a span (epoch milliseconds, end exclusive) that are made of trades or mids here and now. */
export async function addRowCandles(
  collector: CandleCollector,
  reader: PartReader,
  basis: CandleBasis,
  span: Span,
): Promise<void> {
  const range = rangeOf(span);
  const record = new Float64Array(CANDLE_FIELDS);
  if (basis === 'mid') {
    for await (const columns of reader.metrics(range)) addMidCandles(collector, rowColumnsOf(columns));
    return;
  }
  for await (const { count, timestamps, prices, sizes, sides } of reader.trades(range, false)) {
    for (let row = 0; row < count; row++) {
      writeTradeRecord(record, timestamps[row]!, prices[row]!, sizes[row]!, sides[row]!);
      collector.add(record, 0);
    }
  }
}

/** `trades` where a part has a good trade, else `mid`. Looks at trades until it finds one. */
export async function findBasis(reader: PartReader): Promise<CandleBasis> {
  const trades = reader.trades({}, false);
  const first = await trades.next();
  await trades.return(undefined);
  return first.done === true ? 'mid' : 'trades';
}

function addMidCandles(collector: CandleCollector, { count, timestamps, price }: RowColumns): void {
  const record = new Float64Array(CANDLE_FIELDS);
  for (let row = 0; row < count; row++) {
    if (Number.isNaN(price[row]!)) continue;
    writeMidRecord(record, timestamps[row]!, price[row]!);
    collector.add(record, 0);
  }
}
