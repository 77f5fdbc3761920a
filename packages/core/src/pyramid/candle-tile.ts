import { CANDLE_FIELDS } from './candle-record.ts';
import { TILE_SLOTS } from './tile-grid.ts';
import { HEADER_BYTES, openTile, startTile } from './tile-header.ts';

/** Set where the candles have volumes: they come from trades. */
const HAS_VOLUMES = 1;

const PRICES_END = 6;

/**
 * A tile of candles: header (flag 1: with volumes), then columns of `count` entries each: slot in the tile (1 byte), open,
 * high, low and close (8 bytes each), and with volumes the number of trades (4 bytes) and buy volume, its compensation,
 * sell volume, its compensation (8 bytes each). Candles without a trade or mid are not there.
 */
export function encodeCandleTile(records: Float64Array, count: number, candleMs: number): Uint8Array {
  const hasVolumes = records[1]! > 0;
  const flags = hasVolumes ? HAS_VOLUMES : 0;
  const view = startTile(bytesOf(count, flags), flags, count);
  const first = Math.floor(records[0]! / (TILE_SLOTS * candleMs)) * TILE_SLOTS * candleMs;
  let at = HEADER_BYTES;
  for (let row = 0; row < count; row++) view.setUint8(at++, (records[row * CANDLE_FIELDS]! - first) / candleMs);
  for (let field = 2; field < PRICES_END; field++) {
    for (let row = 0; row < count; row++, at += 8) view.setFloat64(at, records[row * CANDLE_FIELDS + field]!, true);
  }
  if (!hasVolumes) return new Uint8Array(view.buffer);
  for (let row = 0; row < count; row++, at += 4) view.setUint32(at, records[row * CANDLE_FIELDS + 1]!, true);
  for (let field = PRICES_END; field < CANDLE_FIELDS; field++) {
    for (let row = 0; row < count; row++, at += 8) view.setFloat64(at, records[row * CANDLE_FIELDS + field]!, true);
  }
  return new Uint8Array(view.buffer);
}

/** The records of a tile that begins at `tileStart`. */
export function decodeCandleTile(bytes: Uint8Array, tileStart: number, candleMs: number): Float64Array {
  const { view, count, flags } = openTile(bytes, bytesOf);
  const records = new Float64Array(count * CANDLE_FIELDS);
  let at = HEADER_BYTES;
  for (let row = 0; row < count; row++) records[row * CANDLE_FIELDS] = tileStart + view.getUint8(at++) * candleMs;
  for (let field = 2; field < PRICES_END; field++) {
    for (let row = 0; row < count; row++, at += 8) records[row * CANDLE_FIELDS + field] = view.getFloat64(at, true);
  }
  if (flags !== HAS_VOLUMES) return records;
  for (let row = 0; row < count; row++, at += 4) records[row * CANDLE_FIELDS + 1] = view.getUint32(at, true);
  for (let field = PRICES_END; field < CANDLE_FIELDS; field++) {
    for (let row = 0; row < count; row++, at += 8) records[row * CANDLE_FIELDS + field] = view.getFloat64(at, true);
  }
  return records;
}

function bytesOf(count: number, flags: number): number {
  return HEADER_BYTES + count * (flags === HAS_VOLUMES ? 69 : 33);
}
