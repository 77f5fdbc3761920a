import { OrderflowError } from '../errors.ts';

/** The version that every tile begins with, and that the stored pyramid names. */
export const TILE_VERSION = 1;

/** Bytes before a tile's columns. */
export const HEADER_BYTES = 8;

/** A tile opened to be read. */
export interface OpenTile {
  readonly view: DataView;
  /** Rows, buckets or candles in it. */
  readonly count: number;
  /** What else the columns need to be told: see the tile's own layout. */
  readonly flags: number;
}

/** A tile of `bytes` bytes with its header: version (1 byte), flags (1), count (2), and 4 that are 0. Little-endian. */
export function startTile(bytes: number, flags: number, count: number): DataView {
  const view = new DataView(new ArrayBuffer(bytes));
  view.setUint8(0, TILE_VERSION);
  view.setUint8(1, flags);
  view.setUint16(2, count, true);
  return view;
}

/** Opens a tile; `bytesOf` says how long one of these flags and this count is. @throws OrderflowError `broken-invariant` */
export function openTile(bytes: Uint8Array, bytesOf: (count: number, flags: number) => number): OpenTile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES || view.getUint8(0) !== TILE_VERSION) throw brokenTile(bytes);
  const flags = view.getUint8(1);
  const count = view.getUint16(2, true);
  if (bytes.length !== bytesOf(count, flags)) throw brokenTile(bytes);
  return { view, count, flags };
}

function brokenTile(bytes: Uint8Array): OrderflowError {
  return new OrderflowError(
    'broken-invariant',
    `a pyramid tile of ${bytes.length} bytes that begins with ${bytes[0] ?? 'nothing'} cannot be read; compute the metrics anew (--force)`,
  );
}
