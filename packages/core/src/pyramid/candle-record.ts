import { roundingErrorOf } from '../metrics/compensated-sum.ts';
import type { RecordKind } from './record-kind.ts';

/** What a candle's prices are: those of trades, or mids where a file has no trades. */
export type CandleBasis = 'trades' | 'mid';

/** Numbers of a candle: start, trades, open, high, low, close, and each volume with its compensation. */
export const CANDLE_FIELDS = 10;

/** A candle; volumes are compensated sums, so that merging seconds into a day loses nothing. */
export const CANDLE_RECORD: RecordKind = { stride: CANDLE_FIELDS, merge: mergeCandles };

/** Writes one trade as a candle of its own at the start of `record`; `side` is above 0 for a buy. */
export function writeTradeRecord(
  record: Float64Array,
  timestamp: number,
  price: number,
  size: number,
  side: number,
): void {
  writePrice(record, timestamp, price);
  record[1] = 1;
  record[6] = side > 0 ? size : 0;
  record[7] = 0;
  record[8] = side > 0 ? 0 : size;
  record[9] = 0;
}

/** Writes one mid as a candle of its own, without a trade, at the start of `record`. */
export function writeMidRecord(record: Float64Array, timestamp: number, mid: number): void {
  writePrice(record, timestamp, mid);
  record[1] = 0;
  record[6] = 0;
  record[7] = 0;
  record[8] = 0;
  record[9] = 0;
}

function writePrice(record: Float64Array, timestamp: number, price: number): void {
  record[0] = timestamp;
  record[2] = price;
  record[3] = price;
  record[4] = price;
  record[5] = price;
}

function mergeCandles(into: Float64Array, at: number, from: Float64Array, start: number): void {
  into[at + 1]! += from[start + 1]!;
  if (from[start + 3]! > into[at + 3]!) into[at + 3] = from[start + 3]!;
  if (from[start + 4]! < into[at + 4]!) into[at + 4] = from[start + 4]!;
  into[at + 5] = from[start + 5]!;
  addVolume(into, at + 6, from, start + 6);
  addVolume(into, at + 8, from, start + 8);
}

function addVolume(into: Float64Array, at: number, from: Float64Array, start: number): void {
  const volume = from[start]!;
  into[at + 1]! += roundingErrorOf(into[at]!, volume) + from[start + 1]!;
  into[at]! += volume;
}
