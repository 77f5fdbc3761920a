import { NO_INSTRUMENT } from '@orderflow/core';
import type Database from 'better-sqlite3';
import { orderedRowsFrom, parametersOf, type RowSet } from '../chunks/row-set.ts';
import { LargeSides } from '../source/large-sides.ts';
import { bookColumns, type Row } from '../source/source-columns.ts';
import type { ChunkBuilder } from './chunk-builder.ts';
import { RowCalculator } from './row-calculator.ts';

const EMPTY = Buffer.alloc(0);

/** Reads any rows, one after another, with the text of one row in memory, or of one large side. */
export class GeneralReader {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Appends rows to a chunk. */
  read(rows: RowSet, maxLevelBytes: number, depth: number | null, chunk: ChunkBuilder): void {
    const calculator = new RowCalculator(chunk, depth);
    const sides = new LargeSides(this.#database, maxLevelBytes);
    const sql = `SELECT ${bookColumns(sides.mostInline)} FROM ${orderedRowsFrom('book', rows.kind)}`;
    for (const row of this.#database.prepare<[object], Row>(sql).raw().iterate(parametersOf(rows)))
      append(calculator, sides, row);
  }
}

function append(calculator: RowCalculator, sides: LargeSides, values: Row): void {
  const [id, instrument, timestampText, bids, asks, isLarge] = values;
  const { chunk } = calculator;
  const row = chunk.addRow();
  chunk.ids[row] = id;
  chunk.instruments[row] = chunk.names.numberOf(instrument);
  chunk.readTimestamp(row, bytesOf(timestampText));
  if (chunk.instruments[row] === NO_INSTRUMENT) calculator.refuse(row, 'missing-instrument');
  else if (isLarge === 1) {
    if (sides.areOversized(id)) calculator.refuse(row, 'oversized-levels');
    else calculator.computeLargeLevels(row, (side) => sides.read(id, side));
  } else {
    const [ownBids, ownAsks] = [bytesOf(bids), bytesOf(asks)];
    chunk.bytes += ownBids.length + ownAsks.length;
    calculator.computeLevels(row, ownBids, ownAsks);
  }
}

function bytesOf(text: unknown): Buffer {
  return text === null ? EMPTY : Buffer.from(text as string);
}
