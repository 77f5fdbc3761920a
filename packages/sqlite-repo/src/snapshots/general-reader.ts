import { NO_INSTRUMENT } from '@orderflow/core';
import type Database from 'better-sqlite3';
import { bookColumns, type Row } from '../source/source-columns.ts';
import type { ChunkRows } from './chunk.ts';
import type { ChunkBuilder } from './chunk-builder.ts';
import { RowCalculator } from './row-calculator.ts';

const EMPTY = Buffer.alloc(0);

/** Reads any rows, one after another, with one row's text in memory. */
export class GeneralReader {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Appends rows to a chunk. */
  read(rows: ChunkRows, maxLevelBytes: number, depth: number | null, chunk: ChunkBuilder): void {
    const calculator = new RowCalculator(chunk, depth);
    for (const row of this.#iterate(rows, bookColumns(maxLevelBytes))) append(calculator, row);
  }

  #iterate(rows: ChunkRows, columns: string): IterableIterator<Row> {
    if (rows.kind === 'span') {
      const sql = `SELECT ${columns} FROM book AS r NOT INDEXED WHERE r.id BETWEEN ? AND ? ORDER BY r.id`;
      return this.#database.prepare<[number, number], Row>(sql).raw().iterate(rows.first, rows.last);
    }
    const sql = `SELECT ${columns} FROM json_each(?) AS j CROSS JOIN book AS r ON r.id = j.value ORDER BY j.key`;
    return this.#database.prepare<[string], Row>(sql).raw().iterate(JSON.stringify(rows.ids));
  }
}

function append(calculator: RowCalculator, [id, instrument, timestampText, bids, asks, isOversized]: Row): void {
  const { chunk } = calculator;
  const row = chunk.count++;
  chunk.ids[row] = id;
  chunk.instruments[row] = chunk.names.numberOf(instrument);
  calculator.readTimestamp(row, bytesOf(timestampText));
  if (chunk.instruments[row] === NO_INSTRUMENT) calculator.refuse(row, 'missing-instrument');
  else if (isOversized === 1) calculator.refuse(row, 'oversized-levels');
  else {
    const [ownBids, ownAsks] = [bytesOf(bids), bytesOf(asks)];
    chunk.bytes += ownBids.length + ownAsks.length;
    calculator.computeLevels(row, ownBids, ownAsks);
  }
}

function bytesOf(text: unknown): Buffer {
  return text === null ? EMPTY : Buffer.from(text as string);
}
