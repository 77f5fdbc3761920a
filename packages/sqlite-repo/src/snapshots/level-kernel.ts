import { readFileSync } from 'node:fs';

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
  readMilliseconds(text: number, count: number, timestamps: number): number;
}

/** What the kernel computed, as copies. */
export interface KernelColumns {
  readonly obi: Float64Array<ArrayBuffer>;
  readonly bestBid: Float64Array<ArrayBuffer>;
  readonly bestAsk: Float64Array<ArrayBuffer>;
  /** Two numbers a row: where its bids end in the bids, and its asks in the asks. */
  readonly ends: Uint32Array<ArrayBuffer>;
  /** 1 where a row's texts are not plain: they are left to the general scanner. */
  readonly leftAlone: Uint8Array;
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
   * Computes `count` rows of which the bids, and likewise the asks, stand side by side with a newline between two rows;
   * null where a text holds a newline itself. Counts the best `depth` levels, or all (null).
   */
  compute(bids: Uint8Array, asks: Uint8Array, count: number, depth: number | null): KernelColumns | null {
    const obi = this.#start;
    const bestBid = obi + 8 * count;
    const bestAsk = bestBid + 8 * count;
    const ends = bestAsk + 8 * count;
    const status = ends + 8 * count;
    const bidText = status + count;
    const askText = bidText + bids.length + PADDING_BYTES;
    const memory = this.#reserve(askText + asks.length + PADDING_BYTES);
    put(memory, bids, bidText);
    put(memory, asks, askText);
    const [bidsEnd, asksEnd] = [bidText + bids.length, askText + asks.length];
    const inputs = [bidText, bidsEnd, askText, asksEnd, count, Math.min(depth ?? 0, MOST_LEVELS)];
    if (this.#exports.computeSnapshots(...inputs, obi, bestBid, bestAsk, ends, status) === 0) return null;
    const { buffer } = memory;
    return {
      obi: new Float64Array(buffer, obi, count).slice(),
      bestBid: new Float64Array(buffer, bestBid, count).slice(),
      bestAsk: new Float64Array(buffer, bestAsk, count).slice(),
      ends: new Uint32Array(buffer, ends, 2 * count).slice(),
      leftAlone: memory.slice(status, status + count),
    };
  }

  /** Timestamps of 13 digits with a byte between two of them; null where one is written otherwise. */
  readMilliseconds(text: Uint8Array, count: number): Float64Array<ArrayBuffer> | null {
    if (text.length !== 14 * count - 1) return null;
    const timestamps = this.#start;
    const start = timestamps + 8 * count;
    const memory = this.#reserve(start + text.length + PADDING_BYTES);
    put(memory, text, start);
    if (this.#exports.readMilliseconds(start, count, timestamps) === 0) return null;
    return new Float64Array(memory.buffer, timestamps, count).slice();
  }

  #reserve(bytes: number): Uint8Array<ArrayBuffer> {
    const { memory } = this.#exports;
    const missing = bytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    return new Uint8Array(memory.buffer);
  }
}

function put(memory: Uint8Array, text: Uint8Array, at: number): void {
  memory.set(text, at);
  memory.fill(0, at + text.length, at + text.length + PADDING_BYTES);
}
