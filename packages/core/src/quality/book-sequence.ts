import type { BookColumns } from '../columns/book-columns.ts';
import type { RowPosition } from '../ports/processing-state.ts';
import { FindingTally } from './finding-tally.ts';
import { GapDetector } from './gap-detector.ts';
import type { CheckedSnapshots } from './quality-report.ts';
import type { QualityThresholds } from './quality-thresholds.ts';

/** What a snapshot of an instrument says about the one before it in time: gap, repeated timestamp, unchanged book. */
export class BookSequence {
  /** What was found so far. */
  readonly tally: FindingTally;
  readonly #gaps: GapDetector;
  #first: RowPosition | null = null;
  #lastId = 0;
  #readable = 0;
  #timestamp = Number.NaN;
  #nanoseconds = 0;
  #levels = new Uint8Array(0);
  #bidsLength = -1;
  #length = -1;

  constructor({ gapSeconds, examples }: QualityThresholds) {
    this.tally = new FindingTally(examples);
    this.#gaps = new GapDetector(gapSeconds);
  }

  /** Which snapshots these are; null before the first. */
  toSnapshots(instrument: string): CheckedSnapshots | null {
    if (this.#first === null) return null;
    const last = { id: this.#lastId, timestamp: this.#timestamp, nanoseconds: this.#nanoseconds };
    return { instrument, readable: this.#readable, first: this.#first, last, steps: this.#gaps.steps };
  }

  /** Takes the next row in time order; levels that cannot be read are compared with nothing. */
  take(columns: BookColumns, row: number, isReadable: boolean): void {
    const { tally } = this;
    const timestamp = columns.timestamps[row]!;
    const nanoseconds = columns.nanoseconds[row]!;
    const id = columns.ids[row]!;
    const isFirst = this.#first === null;
    this.#first ??= { id, timestamp, nanoseconds };
    this.#lastId = id;
    if (isReadable) this.#readable++;
    const seconds = (timestamp - this.#timestamp) / 1e3 + (nanoseconds - this.#nanoseconds) / 1e9;
    if (seconds === 0) tally.add('repeated-timestamp', id, timestamp, nanoseconds);
    if (!isFirst && this.#gaps.isGap(seconds)) tally.add('gap', id, timestamp, nanoseconds, seconds);
    this.#timestamp = timestamp;
    this.#nanoseconds = nanoseconds;
    if (isReadable && this.#isUnchanged(columns, row)) tally.add('unchanged-book', id, timestamp, nanoseconds);
  }

  #isUnchanged({ text, offsets }: BookColumns, row: number): boolean {
    const start = offsets[3 * row]!;
    const bidsLength = offsets[3 * row + 1]! - start;
    const length = offsets[3 * row + 2]! - start;
    if (bidsLength === this.#bidsLength && length === this.#length && this.#isSame(text, start)) return true;
    if (length > this.#levels.length) this.#levels = new Uint8Array(2 * length);
    // A `subarray` of Node's own kind of bytes takes several times longer.
    this.#levels.set(new Uint8Array(text.buffer, text.byteOffset + start, length));
    this.#bidsLength = bidsLength;
    this.#length = length;
    return false;
  }

  #isSame(text: Uint8Array, start: number): boolean {
    const levels = this.#levels;
    const length = this.#length;
    for (let at = 0; at < length; at++) if (levels[at] !== text[start + at]) return false;
    return true;
  }
}
