import { openSync, read, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { DataSetMarket, type ParsedIndex, type ParsedStore, parseMarket } from '@orderflow/backtest';
import type { DataSet } from '@orderflow/core';

/** A file of columns beside its source, as `--cache` keeps one, and what is to be known of it. */
export interface KeptColumns {
  readonly index: ParsedIndex;
  readonly lengths: readonly number[];
  readonly checksums: readonly number[];
}

/** Parses a source into a file of columns. */
export async function keepColumns(file: string, dataSet: DataSet): Promise<void> {
  const descriptor = openSync(`${file}.columns`, 'w');
  const [lengths, checksums]: [number[], number[]] = [[], []];
  const index = await parseMarket(new DataSetMarket(dataSet, {}), ({ bytes }) => {
    writeSync(descriptor, bytes);
    lengths.push(bytes.length);
    checksums.push(crc32(bytes));
  });
  writeFileSync(`${file}.columns.json`, JSON.stringify({ index, lengths, checksums } satisfies KeptColumns));
}

/** What is to be known of the columns of a source. */
export function readKept(file: string): KeptColumns {
  return JSON.parse(readFileSync(`${file}.columns.json`, 'utf8'));
}

/** Removes the columns of a source. */
export function dropColumns(file: string): void {
  for (const ending of ['.columns', '.columns.json']) rmSync(file + ending, { force: true });
}

/** The columns of a source, read chunk by chunk. */
export function openKept(file: string): ParsedStore {
  const { index, lengths } = readKept(file);
  const descriptor = openSync(`${file}.columns`, 'r');
  const offsets = offsetsOf(lengths);
  const readChunk = (chunk: number) => readBytes(descriptor, offsets[chunk]!, lengths[chunk]!);
  return { ...index, read: readChunk };
}

/** The same, read once into memory. */
export async function loadKept(file: string): Promise<ParsedStore> {
  const store = openKept(file);
  const chunks = await Promise.all(store.chunks.map((_, chunk) => store.read(chunk)));
  return { ...store, read: async (chunk) => chunks[chunk]! };
}

/** Reads the columns of a source against their checksums. */
export function checkKept(file: string): void {
  const { lengths, checksums } = readKept(file);
  const descriptor = openSync(`${file}.columns`, 'r');
  const bytes = Buffer.allocUnsafeSlow(Math.max(...lengths));
  for (const [chunk, length] of lengths.entries()) {
    readSync(descriptor, bytes, 0, length, null);
    if (crc32(bytes.subarray(0, length)) !== checksums[chunk]) throw new Error(`chunk ${chunk} is damaged`);
  }
}

function offsetsOf(lengths: readonly number[]): readonly number[] {
  let offset = 0;
  return lengths.map((length) => {
    offset += length;
    return offset - length;
  });
}

function readBytes(descriptor: number, position: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(length);
  return new Promise((resolve, reject) => {
    read(descriptor, bytes, 0, length, position, (error) => (error === null ? resolve(bytes) : reject(error)));
  });
}
