import { readFileSync } from 'node:fs';
import { isReadableName } from '../source/instrument-names.ts';

const PAGE_BYTES = 65_536;
/** Zeros behind a text, where the kernel may look a few bytes too far. */
const PADDING_BYTES = 64;
/** The kernel counts levels in 32 bits; no text holds more. */
const MOST_LEVELS = 0xffff_ffff;

/** The part of the engine's WebAssembly that is used; Node's own types leave it to the DOM's. */
interface WebAssemblyEngine {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  computeSnapshots(...addressesAndCounts: readonly number[]): number;
}

/** Set in `leftAlone` where a row's levels are not plain: they are left to the general scanner. */
export const LEVELS_LEFT = 1;
/** Set in `leftAlone` where a row's timestamp is not 13 digits: it is left to the reader of all formats. */
export const TIMESTAMP_LEFT = 2;
/** A row's lines. */
export const LINES = 4;
export const BIDS_LINE = 0;
export const ASKS_LINE = 1;
export const TIMESTAMP_LINE = 2;
export const INSTRUMENT_LINE = 3;

/** What the kernel computed. The columns are its own memory, and stand until it computes again. */
export interface KernelColumns {
  readonly obi: Float64Array;
  readonly bestBid: Float64Array;
  readonly bestAsk: Float64Array;
  /** Whole epoch milliseconds. */
  readonly timestamps: Float64Array;
  /** Where each of a row's four lines ends in the text. */
  readonly lineEnds: Uint32Array;
  /** `LEVELS_LEFT` and `TIMESTAMP_LEFT`, or 0. */
  readonly leftAlone: Uint8Array;
  /** The number of each row's instrument, in order of appearance. */
  readonly instruments: Uint32Array;
  /** The row in which each instrument was met first. */
  readonly firstRows: Uint32Array;
}

/**
 * Computes OBI and best prices of many snapshots at once in WebAssembly: the same numbers as core's level scanner, bit
 * by bit, of texts that are plain.
 */
export class LevelKernel {
  readonly #exports: KernelExports;
  readonly #start: number;

  constructor() {
    const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyEngine };
    const module = new WebAssembly.Module(readFileSync(new URL('../../assembly/levels.wasm', import.meta.url)));
    this.#exports = new WebAssembly.Instance(module, {}).exports as KernelExports;
    this.#start = this.#exports.memory.buffer.byteLength;
  }

  /**
   * Computes `count` rows, each of which is four lines: bids, asks, timestamp, instrument, with a newline between two
   * lines; null where a line holds a newline itself, or any a NUL. Counts the best `depth` levels, or all (null).
   */
  compute(text: Uint8Array, count: number, depth: number | null): KernelColumns | null {
    const places = placesOf(this.#start, count);
    const memory = this.#reserve(places.text + text.length + PADDING_BYTES);
    memory.set(text, places.text);
    memory.fill(0, places.text + text.length, places.text + text.length + PADDING_BYTES);
    const { obi, bestBid, bestAsk, timestamps, lineEnds, leftAlone, instruments, firstRows } = places;
    const inputs = [places.text, places.text + text.length, count, Math.min(depth ?? 0, MOST_LEVELS)];
    const outputs = [obi, bestBid, bestAsk, timestamps, lineEnds, leftAlone, instruments, firstRows];
    const names = this.#exports.computeSnapshots(...inputs, ...outputs);
    if (names === 0) return null;
    const { buffer } = memory;
    return {
      obi: new Float64Array(buffer, obi, count),
      bestBid: new Float64Array(buffer, bestBid, count),
      bestAsk: new Float64Array(buffer, bestAsk, count),
      timestamps: new Float64Array(buffer, timestamps, count),
      lineEnds: new Uint32Array(buffer, lineEnds, LINES * count),
      leftAlone: new Uint8Array(buffer, leftAlone, count),
      instruments: new Uint32Array(buffer, instruments, count),
      firstRows: new Uint32Array(buffer, firstRows, names),
    };
  }

  #reserve(bytes: number): Uint8Array<ArrayBuffer> {
    const { memory } = this.#exports;
    const missing = bytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    return new Uint8Array(memory.buffer);
  }
}

/** Where the columns of `count` rows, and then the text, stand in memory. */
function placesOf(start: number, count: number) {
  const bestBid = start + 8 * count;
  const bestAsk = bestBid + 8 * count;
  const timestamps = bestAsk + 8 * count;
  const lineEnds = timestamps + 8 * count;
  const instruments = lineEnds + 4 * LINES * count;
  const firstRows = instruments + 4 * count;
  const leftAlone = firstRows + 4 * count;
  return {
    obi: start,
    bestBid,
    bestAsk,
    timestamps,
    lineEnds,
    instruments,
    firstRows,
    leftAlone,
    text: leftAlone + count,
  };
}

/** A line of the text that was computed. */
export function lineOf(text: Buffer, { lineEnds }: KernelColumns, row: number, line: number): Buffer {
  const place = LINES * row + line;
  return text.subarray(place === 0 ? 0 : lineEnds[place - 1]! + 1, lineEnds[place]!);
}

/** Whether a row's instrument has no name, or one that cannot be read. */
export function hasUnreadableName(columns: KernelColumns, text: Buffer): boolean {
  return columns.firstRows.some((row) => !isReadableName(lineOf(text, columns, row, INSTRUMENT_LINE).toString()));
}
