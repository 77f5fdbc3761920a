import { closeSync, fstatSync, openSync, read, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { OrderflowError } from '@orderflow/core';
import type { ColumnsHead, KeptColumns } from './kept-columns.ts';

/** Version of the layout: a file of another is not read. */
const COLUMNS_VERSION = 1;

const MAGIC = 0x4f46434f;
/** Length and checksum of the head, and the magic number, four bytes each. */
const TAIL_BYTES = 12;

/** What stands at the end of a file of columns. */
interface FileHead extends ColumnsHead {
  readonly version: number;
  /** What the columns were made of. */
  readonly key: string;
  /** Bytes of each chunk, and the checksum of these. */
  readonly lengths: readonly number[];
  readonly checksums: readonly number[];
}

/** Writes a file of columns: the chunks, and the head behind them. */
export class ColumnsWriter {
  /** Bytes written so far. */
  bytes = 0;
  readonly #descriptor: number;
  readonly #lengths: number[] = [];
  readonly #checksums: number[] = [];

  /** Makes the file, which must not be there. */
  constructor(path: string) {
    this.#descriptor = openSync(path, 'wx');
  }

  /** Adds a chunk. */
  add(bytes: Uint8Array): void {
    this.#lengths.push(bytes.length);
    this.#checksums.push(crc32(bytes));
    this.#write(bytes);
  }

  /** Adds the head: the file is whole. */
  finish(key: string, head: ColumnsHead): void {
    const file: FileHead = {
      ...head,
      version: COLUMNS_VERSION,
      key,
      lengths: this.#lengths,
      checksums: this.#checksums,
    };
    const text = Buffer.from(JSON.stringify(file));
    const tail = Buffer.alloc(TAIL_BYTES);
    tail.writeUInt32LE(text.length, 0);
    tail.writeUInt32LE(crc32(text), 4);
    tail.writeUInt32LE(MAGIC, 8);
    this.#write(Buffer.concat([text, tail]));
  }

  /** Closes the file, whole or not. */
  close(): void {
    closeSync(this.#descriptor);
  }

  #write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at);
    this.bytes += bytes.length;
  }
}

/** A file of columns, open. */
export interface OpenColumns extends KeptColumns {
  close(): void;
}

/**
 * Opens a file of columns, and with `verify` reads all of it against its checksums.
 * @throws OrderflowError `broken-invariant` where it is damaged or of another version or key; what Node throws where it
 * cannot be read.
 */
export function openColumns(path: string, { key, verify }: { key: string | null; verify: boolean }): OpenColumns {
  const descriptor = openSync(path, 'r');
  try {
    const { version, key: own, lengths, checksums, digests, ...index } = readHead(path, descriptor);
    if (version !== COLUMNS_VERSION || (key !== null && own !== key)) throw damaged(path, 'it is of something else');
    const offsets = offsetsOf(lengths);
    if (verify) verifyChunks(path, descriptor, lengths, checksums);
    const readChunk = (chunk: number) => readAt(path, descriptor, offsets[chunk]!, lengths[chunk]!);
    return {
      ...{ digests, store: { ...index, read: readChunk }, place: { kind: 'file', path } },
      close: () => closeSync(descriptor),
    };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** Where each chunk begins. */
function offsetsOf(lengths: readonly number[]): readonly number[] {
  let offset = 0;
  return lengths.map((length) => {
    offset += length;
    return offset - length;
  });
}

function readHead(path: string, descriptor: number): FileHead {
  const { size } = fstatSync(descriptor);
  const tail = Buffer.alloc(TAIL_BYTES);
  if (size < TAIL_BYTES || readSync(descriptor, tail, 0, TAIL_BYTES, size - TAIL_BYTES) < TAIL_BYTES) {
    throw damaged(path, 'it is cut short');
  }
  const length = tail.readUInt32LE(0);
  const start = size - TAIL_BYTES - length;
  if (tail.readUInt32LE(8) !== MAGIC || start < 0) throw damaged(path, 'it has no head');
  const text = Buffer.alloc(length);
  readSync(descriptor, text, 0, length, start);
  if (crc32(text) !== tail.readUInt32LE(4)) throw damaged(path, 'its head is not what was written');
  return JSON.parse(text.toString());
}

function verifyChunks(
  path: string,
  descriptor: number,
  lengths: readonly number[],
  checksums: readonly number[],
): void {
  const bytes = Buffer.allocUnsafeSlow(Math.max(0, ...lengths));
  let at = 0;
  for (const [chunk, length] of lengths.entries()) {
    const count = readSync(descriptor, bytes, 0, length, at);
    if (count < length || crc32(bytes.subarray(0, length)) !== checksums[chunk]) {
      throw damaged(path, `chunk ${chunk} is not what was written`);
    }
    at += length;
  }
}

function readAt(path: string, descriptor: number, position: number, length: number): Promise<Uint8Array> {
  // Not of the pool, whose parts are aligned to nothing.
  const bytes = Buffer.allocUnsafeSlow(length);
  return new Promise((resolve, reject) => {
    read(descriptor, bytes, 0, length, position, (error, count) => {
      if (error !== null) reject(error);
      else if (count < length) reject(damaged(path, 'it is cut short'));
      else resolve(new Uint8Array(bytes.buffer, bytes.byteOffset, length));
    });
  });
}

function damaged(path: string, what: string): OrderflowError {
  return new OrderflowError('broken-invariant', `${path}: ${what}`);
}
