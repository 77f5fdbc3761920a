import { OrderflowError } from '@orderflow/core';
import type { PlainChunk } from './market-chunk.ts';

/** What a packed chunk holds, to find its way in the bytes and among the others. */
export interface ParsedChunkInfo {
  readonly events: number;
  readonly books: number;
  readonly trades: number;
  readonly levels: number;
  /** Clocks of the first and the last event. */
  readonly firstClock: number;
  readonly lastClock: number;
}

/** A chunk as one run of bytes: its columns one after another, as this machine lays numbers out. */
export interface PackedChunk {
  readonly info: ParsedChunkInfo;
  readonly bytes: Uint8Array;
}

/** Packs the events of a chunk; what follows from them, such as mids and features, is left out. */
export function packChunk(chunk: PlainChunk): PackedChunk {
  const { count: events, clocks, books, trades } = chunk;
  const levels = books.offsets[2 * books.count]!;
  const info = {
    ...{ events, books: books.count, trades: trades.count, levels },
    ...{ firstClock: clocks[0]!, lastClock: clocks[events - 1]! },
  };
  const bytes = new Uint8Array(sizeOf(info));
  const packed = unpackChunk({ info, bytes });
  const columns = columnsOf(chunk, levels);
  for (const [index, column] of columnsOf(packed, levels).entries()) column.set(columns[index]!);
  return { info, bytes };
}

/**
 * The chunk of packed bytes, which it shares.
 * @throws OrderflowError `broken-invariant` where there are not as many bytes as there must be.
 */
export function unpackChunk({ info, bytes }: PackedChunk): PlainChunk {
  if (bytes.length !== sizeOf(info)) {
    throw new OrderflowError('broken-invariant', `a packed chunk has ${bytes.length} bytes instead of ${sizeOf(info)}`);
  }
  const { events, books, trades, levels } = info;
  const column = makeCutter(bytes);
  // Wide columns come first, so that each is aligned.
  const clocks = column(Float64Array, events);
  const bookColumns = {
    ids: column(Float64Array, books),
    prices: column(Float64Array, levels),
    sizes: column(Float64Array, levels),
  };
  const tradeColumns = {
    ids: column(Float64Array, trades),
    prices: column(Float64Array, trades),
    sizes: column(Float64Array, trades),
  };
  const rows = column(Uint32Array, events);
  const offsets = column(Uint32Array, 2 * books + 1);
  const instruments = column(Uint16Array, events);
  return {
    ...{ count: events, clocks, rows, instruments },
    kinds: column(Uint8Array, events),
    books: { count: books, offsets, ...bookColumns },
    trades: { count: trades, ...tradeColumns, signs: column(Int8Array, trades) },
  };
}

type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array | Int8Array;

interface ColumnType<Kind extends Column> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): Kind;
}

function makeCutter({ buffer, byteOffset }: Uint8Array) {
  let offset = byteOffset;
  return <Kind extends Column>(Type: ColumnType<Kind>, length: number): Kind => {
    const column = new Type(buffer, offset, length);
    offset += length * Type.BYTES_PER_ELEMENT;
    return column;
  };
}

/** A whole number of doubles, so that chunks can follow one another. */
function sizeOf({ events, books, trades, levels }: ParsedChunkInfo): number {
  const bytes = 8 * (events + books + 2 * levels + 3 * trades) + 4 * (events + 2 * books + 1) + 3 * events + trades;
  return 8 * Math.ceil(bytes / 8);
}

function columnsOf({ clocks, kinds, instruments, rows, books, trades }: PlainChunk, levels: number): readonly Column[] {
  return [
    ...[clocks, kinds, instruments, rows, books.ids, books.offsets],
    ...[books.prices.subarray(0, levels), books.sizes.subarray(0, levels)],
    ...[trades.ids, trades.prices, trades.sizes, trades.signs],
  ];
}
