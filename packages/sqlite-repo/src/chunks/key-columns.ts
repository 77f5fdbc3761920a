import type { TimestampFormat } from '@orderflow/core';
import Database from 'better-sqlite3';
import { InstrumentNames } from '../source/instrument-names.ts';
import { TimestampTexts } from '../source/timestamp-texts.ts';
import { parametersOf, type RowSet, sizeOf } from './row-set.ts';

/** Collects what the rows of both tables have: ids, instruments and times. */
export class KeyColumns {
  count = 0;
  readonly names = new InstrumentNames();
  readonly formats = new Set<TimestampFormat>();
  readonly ids: Float64Array<ArrayBuffer>;
  readonly instruments: Uint32Array<ArrayBuffer>;
  readonly timestamps: Float64Array<ArrayBuffer>;
  readonly nanoseconds: Uint32Array<ArrayBuffer>;
  readonly #times = new TimestampTexts();

  /** Makes room for as many rows as there may be. */
  constructor(capacity: number) {
    this.ids = new Float64Array(capacity);
    this.instruments = new Uint32Array(capacity);
    this.timestamps = new Float64Array(capacity);
    this.nanoseconds = new Uint32Array(capacity);
  }

  /** Puts the ids of the `count` rows of a set in their places. `find` sees the file as it was when they were read. */
  putIds(rows: RowSet, count: number, find: Database.Statement<[object], number>): void {
    this.#checkRoom(count);
    if (rows.kind === 'span' && count === sizeOf(rows)) {
      for (let row = 0; row < count; row++) this.ids[this.count + row] = rows.first + row;
      return;
    }
    const ids = find.all(parametersOf(rows));
    if (ids.length !== count) throw contradiction();
    this.ids.set(ids, this.count);
  }

  /** The place of the next row. */
  addRow(): number {
    this.#checkRoom(1);
    return this.count++;
  }

  #checkRoom(rows: number): void {
    if (this.count + rows > this.ids.length) throw contradiction();
  }

  /** Puts a row's time in its place; whether it can be read. */
  readTimestamp(row: number, text: Buffer): boolean {
    const times = this.#times;
    times.readBytes(text, 0, text.length);
    this.timestamps[row] = times.timestamp;
    this.nanoseconds[row] = times.nanoseconds;
    for (const format of times.formats) this.formats.add(format);
    return !Number.isNaN(times.timestamp);
  }

  /** The columns so far, without room to spare. */
  buildKeys() {
    const { count, names, formats } = this;
    return {
      count,
      ids: cut(this.ids, count),
      instruments: cut(this.instruments, count),
      instrumentNames: names.names,
      timestamps: cut(this.timestamps, count),
      nanoseconds: cut(this.nanoseconds, count),
      formats: [...formats],
    };
  }
}

/** The first `count` rows of a column. */
export function cut<Column extends Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int8Array<ArrayBuffer>>(
  column: Column,
  count: number,
): Column {
  return (column.length === count ? column : column.slice(0, count)) as Column;
}

/** More rows than there are ids come from pages that contradict one another; SQLite does not always notice. */
function contradiction(): Error {
  return new Database.SqliteError('there are more rows than ids', 'SQLITE_CORRUPT');
}
