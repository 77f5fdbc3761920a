import { type TimestampFormat, TimestampReader } from '@orderflow/core';

const MOST_BYTES = 64;
const LAST_ASCII = 0x7f;

/** Reads timestamp values as SQLite hands them over, and keeps in mind how they are written. */
export class TimestampTexts {
  readonly formats = new Set<TimestampFormat>();
  /** Whole epoch milliseconds of the last text; NaN where it could not be read. */
  timestamp = Number.NaN;
  /** Nanoseconds within the millisecond of the last text. */
  nanoseconds = 0;

  readonly #reader = new TimestampReader();
  readonly #bytes = Buffer.alloc(3 * MOST_BYTES);

  /** Reads the text of one timestamp; null reads as no time. */
  read(text: string | null): void {
    this.readBytes(this.#bytes, 0, text === null || text.length > MOST_BYTES ? 0 : this.#write(text));
  }

  /** Puts a text where it can be read; the number of its bytes. To call the engine's own writer takes longer. */
  #write(text: string): number {
    const bytes = this.#bytes;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > LAST_ASCII) return bytes.write(text, 0);
      bytes[at] = code;
    }
    return text.length;
  }

  /** Reads the text that stands in `bytes` from `start` to `end`. */
  readBytes(bytes: Uint8Array, start: number, end: number): void {
    const reader = this.#reader;
    const isTime = end - start <= MOST_BYTES && reader.read(bytes, start, end);
    this.timestamp = isTime ? reader.timestamp : Number.NaN;
    this.nanoseconds = isTime ? reader.nanoseconds : 0;
    if (isTime && !this.formats.has(reader.format)) this.formats.add(reader.format);
  }
}
