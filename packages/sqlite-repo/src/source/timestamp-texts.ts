import { type TimestampFormat, TimestampReader } from '@orderflow/core';

const MOST_BYTES = 64;

/** Reads timestamp values as SQLite hands them over, and keeps in mind how they are written. */
export class TimestampTexts {
  readonly formats = new Set<TimestampFormat>();
  /** Whole epoch milliseconds of the last text; NaN where it could not be read. */
  timestamp = Number.NaN;
  /** Nanoseconds within the millisecond of the last text. */
  nanoseconds = 0;

  readonly #reader = new TimestampReader();
  readonly #bytes = Buffer.alloc(MOST_BYTES);

  /** Reads the text of one timestamp; null reads as no time. */
  read(text: string | null): void {
    const reader = this.#reader;
    if (text === null || text.length > MOST_BYTES || !this.#readBytes(text)) {
      this.timestamp = Number.NaN;
      this.nanoseconds = 0;
      return;
    }
    this.timestamp = reader.timestamp;
    this.nanoseconds = reader.nanoseconds;
    if (!this.formats.has(reader.format)) this.formats.add(reader.format);
  }

  #readBytes(text: string): boolean {
    const length = this.#bytes.write(text, 0);
    return this.#reader.read(this.#bytes, 0, length);
  }
}
