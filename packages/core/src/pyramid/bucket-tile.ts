import { BUCKET_RECORD, FIRST_SERIES_FIELD, LINE_SERIES, type LineSeries, SERIES_FIELDS } from './bucket-record.ts';
import { TILE_SLOTS } from './tile-grid.ts';
import { HEADER_BYTES, type OpenTile, openTile, startTile } from './tile-header.ts';

/**
 * A tile of one series' buckets of one level that hold rows: header, then columns of `count` entries each: slot in the
 * tile (1 byte), number of rows (4 bytes), open, low, high and close (8 bytes each; NaN where no row has a value).
 */
const BUCKET_BYTES = 1 + 4 + SERIES_FIELDS * 8;

/** A tile of a series of the first `count` records, whose buckets are `bucketMs` long. */
export function encodeBucketTile(
  records: Float64Array,
  count: number,
  { series, bucketMs }: { readonly series: LineSeries; readonly bucketMs: number },
): Uint8Array {
  const { stride } = BUCKET_RECORD;
  const view = startTile(bytesOf(count), 0, count);
  const first = Math.floor(records[0]! / (TILE_SLOTS * bucketMs)) * TILE_SLOTS * bucketMs;
  let at = HEADER_BYTES;
  for (let row = 0; row < count; row++) view.setUint8(at++, (records[row * stride]! - first) / bucketMs);
  for (let row = 0; row < count; row++, at += 4) view.setUint32(at, records[row * stride + 1]!, true);
  const from = firstFieldOf(series);
  for (let field = from; field < from + SERIES_FIELDS; field++) {
    for (let row = 0; row < count; row++, at += 8) view.setFloat64(at, records[row * stride + field]!, true);
  }
  return new Uint8Array(view.buffer);
}

/** Opens a tile to be read by the functions below. */
export function openBucketTile(bytes: Uint8Array): OpenTile {
  return openTile(bytes, bytesOf);
}

/** The slot of a bucket within its tile, 0 to 255. */
export function slotOf({ view }: OpenTile, bucket: number): number {
  return view.getUint8(HEADER_BYTES + bucket);
}

/** Number of rows of a bucket. */
export function rowsOf({ view, count }: OpenTile, bucket: number): number {
  return view.getUint32(HEADER_BYTES + count + 4 * bucket, true);
}

/** Where the opens begin; lows, highs and closes follow, `8 * count` bytes each. */
export function opensOf({ count }: OpenTile): number {
  return HEADER_BYTES + 5 * count;
}

/** The records of a tile that begins at `tileStart`, from the tiles of all series in their order. */
export function decodeBucketTiles(tiles: readonly Uint8Array[], tileStart: number, bucketMs: number): Float64Array {
  const { stride } = BUCKET_RECORD;
  const opened = tiles.map(openBucketTile);
  const records = new Float64Array(opened[0]!.count * stride);
  for (const [index, tile] of opened.entries()) {
    let at = opensOf(tile);
    for (let row = 0; row < tile.count; row++) {
      records[row * stride] = tileStart + slotOf(tile, row) * bucketMs;
      records[row * stride + 1] = rowsOf(tile, row);
    }
    const from = firstFieldOf(LINE_SERIES[index]!);
    for (let field = from; field < from + SERIES_FIELDS; field++) {
      for (let row = 0; row < tile.count; row++, at += 8)
        records[row * stride + field] = tile.view.getFloat64(at, true);
    }
  }
  return records;
}

function firstFieldOf(series: LineSeries): number {
  return FIRST_SERIES_FIELD + LINE_SERIES.indexOf(series) * SERIES_FIELDS;
}

function bytesOf(count: number): number {
  return HEADER_BYTES + count * BUCKET_BYTES;
}
