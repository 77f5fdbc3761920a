import type Database from 'better-sqlite3';
import { isPlainTable } from '../chunks/is-plain-table.ts';
import type { LevelKernel } from '../chunks/level-kernel.ts';
import { orderedRowsFrom, parametersOf, type RowSet, sizeOf } from '../chunks/row-set.ts';
import { type Row, tradeColumns } from '../source/source-columns.ts';
import { PlainTradeReader } from './plain-trade-reader.ts';
import type { TradeChunk, TradeRequest } from './trade-chunk.ts';
import { TradeChunkBuilder } from './trade-chunk-builder.ts';
import { tradeNumber } from './trade-number.ts';

/** Reads chunks of trades of one file, without the exchange's ids. The same code serves a worker and the main thread. */
export class TradeChunkReader {
  readonly #database: Database.Database;
  readonly #plain: PlainTradeReader | null;

  constructor(database: Database.Database, kernel: LevelKernel) {
    this.#database = database;
    this.#plain = isPlainTable(database, 'trades') ? new PlainTradeReader(database, kernel) : null;
  }

  /** Reads a chunk; null where it holds no row. */
  read({ rows }: TradeRequest): TradeChunk | null {
    const chunk = new TradeChunkBuilder(sizeOf(rows));
    if (this.#plain?.read(rows, chunk) !== true) this.#readAny(rows, chunk);
    return chunk.build();
  }

  #readAny(rows: RowSet, chunk: TradeChunkBuilder): void {
    const sql = `SELECT ${tradeColumns(false)} FROM ${orderedRowsFrom('trades', rows.kind)}`;
    for (const row of this.#database.prepare<[object], Row>(sql).raw().iterate(parametersOf(rows))) append(chunk, row);
  }
}

function append(chunk: TradeChunkBuilder, [id, instrument, timestampText, price, size, sign]: Row): void {
  const row = chunk.addRow();
  chunk.ids[row] = id;
  chunk.instruments[row] = chunk.names.numberOf(instrument);
  chunk.readTimestamp(row, Buffer.from(timestampText ?? ''));
  chunk.prices[row] = tradeNumber(price);
  chunk.sizes[row] = tradeNumber(size);
  chunk.sides[row] = sign as number;
}
