/** Buckets (or candles) a tile: its slots. */
export const TILE_SLOTS = 256;

/** Rows a row tile holds when it is full. */
export const ROW_TILE_ROWS = 1024;

/** A bucket tile of fewer rows than this (8 a bucket, 16 a pixel) is not stored: its rows are read instead. */
export const LEAST_TILE_ROWS = 8 * TILE_SLOTS;

/** The coarsest level: a bucket of 2^28 ms is three days long. */
export const TOP_LEVEL = 28;

/** The finest level that a read is answered with: a quarter of a microsecond, all that a double tells apart. */
const FINEST_LEVEL = -12;

/** The lengths of stored candles. */
export const CANDLE_SECONDS = [1, 60, 3600] as const;

/** A read gets raw rows where there are fewer than this for every device pixel. */
export const ROWS_PER_PIXEL = 8;

const BUCKETS_PER_PIXEL = 2;

/** Length of a bucket of `level` in milliseconds: 2^level. Buckets are counted from 1970-01-01T00:00:00Z. */
export function bucketMsOf(level: number): number {
  return 2 ** level;
}

/** Length of a bucket tile of `level` in milliseconds. */
export function tileMsOf(level: number): number {
  return TILE_SLOTS * bucketMsOf(level);
}

/** Length of a tile of candles of so many seconds in milliseconds. */
export function candleTileMsOf(seconds: number): number {
  return TILE_SLOTS * 1000 * seconds;
}

/**
 * The level with two buckets a device pixel: the largest whose bucket is no longer than half a pixel, so a pixel that
 * lies on the power-of-two grid is just two buckets. Below 0 a bucket is a part of a millisecond, made from raw rows.
 */
export function levelForPixels(spanMs: number, pixels: number): number {
  const level = Math.floor(Math.log2(spanMs / (BUCKETS_PER_PIXEL * pixels)));
  return Math.max(FINEST_LEVEL, Math.min(TOP_LEVEL, level));
}

/**
 * A level that has a bucket for every pixel, where `buckets` of `level` are too few since data fill only a part of the
 * picture: a chart that thins out crowded points by itself must see that they are crowded.
 */
export function levelWithBuckets(level: number, buckets: number, pixels: number): number {
  if (buckets === 0 || buckets >= pixels) return level;
  return Math.max(FINEST_LEVEL, level - Math.ceil(Math.log2(pixels / buckets)));
}
