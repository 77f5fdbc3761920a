import { NO_INSTRUMENT, type ProblemReason, SnapshotMetrics } from '@orderflow/core';
import type Database from 'better-sqlite3';
import { InstrumentNames } from '../source/instrument-names.ts';
import { bookColumns, type Row } from '../source/source-columns.ts';
import { TimestampTexts } from '../source/timestamp-texts.ts';
import type { Chunk, ChunkRequest } from './chunk.ts';

const EMPTY = Buffer.alloc(0);

/** Reads chunks of any rows, one row after another, with one row's text in memory. */
export class GeneralChunkReader {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Reads a chunk; null where it holds no row. */
  read({ rows, depth, maxLevelBytes }: ChunkRequest): Chunk | null {
    const columns = bookColumns(maxLevelBytes);
    const found =
      rows.kind === 'span'
        ? this.#rows(`SELECT ${columns} FROM book AS r WHERE r.id BETWEEN ? AND ? ORDER BY r.id`, rows.first, rows.last)
        : this.#rows(
            `SELECT ${columns} FROM json_each(?) AS j CROSS JOIN book AS r ON r.id = j.value ORDER BY j.key`,
            JSON.stringify(rows.ids),
          );
    const builder = new ChunkBuilder(depth);
    for (const row of found) builder.push(row);
    return builder.build();
  }

  #rows(sql: string, ...parameters: readonly unknown[]): IterableIterator<Row> {
    return this.#database
      .prepare<unknown[], Row>(sql)
      .raw()
      .iterate(...parameters);
  }
}

/** Computes rows as they come. */
class ChunkBuilder {
  readonly #metrics: SnapshotMetrics;
  readonly #names = new InstrumentNames();
  readonly #times = new TimestampTexts();
  readonly #problems = new Map<number, ProblemReason>();
  readonly #timestampTexts: string[] = [];
  readonly #columns = {
    ids: [] as number[],
    instruments: [] as number[],
    timestamps: [] as number[],
    nanoseconds: [] as number[],
    obi: [] as number[],
    bestBid: [] as number[],
    bestAsk: [] as number[],
  };
  #bytes = 0;

  constructor(depth: number | null) {
    this.#metrics = new SnapshotMetrics(depth);
  }

  push([id, instrument, timestampText, bids, asks, isOversized]: Row): void {
    const columns = this.#columns;
    this.#times.read(timestampText);
    columns.ids.push(id);
    columns.instruments.push(this.#names.numberOf(instrument));
    columns.timestamps.push(this.#times.timestamp);
    columns.nanoseconds.push(this.#times.nanoseconds);
    // A text that cannot be read is never written, and must not hold what parts texts.
    this.#timestampTexts.push(Number.isNaN(this.#times.timestamp) ? '' : (timestampText ?? ''));
    const problem = this.#compute(
      columns.instruments.at(-1)!,
      bids as string | null,
      asks as string | null,
      isOversized === 1,
    );
    if (problem !== null) this.#problems.set(columns.ids.length - 1, problem);
    columns.obi.push(problem === null ? this.#metrics.obi : Number.NaN);
    columns.bestBid.push(problem === null ? this.#metrics.bestBid : Number.NaN);
    columns.bestAsk.push(problem === null ? this.#metrics.bestAsk : Number.NaN);
  }

  build(): Chunk | null {
    const { ids, instruments, timestamps, nanoseconds, obi, bestBid, bestAsk } = this.#columns;
    if (ids.length === 0) return null;
    return {
      count: ids.length,
      ids: Float64Array.from(ids),
      instruments: Uint32Array.from(instruments),
      instrumentNames: this.#names.names,
      timestamps: Float64Array.from(timestamps),
      nanoseconds: Uint32Array.from(nanoseconds),
      timestampText: this.#timestampTexts.join('\n'),
      formats: [...this.#times.formats],
      obi: Float64Array.from(obi),
      bestBid: Float64Array.from(bestBid),
      bestAsk: Float64Array.from(bestAsk),
      problems: this.#problems,
      bytes: this.#bytes,
    };
  }

  #compute(instrument: number, bids: string | null, asks: string | null, isOversized: boolean): ProblemReason | null {
    if (instrument === NO_INSTRUMENT) return 'missing-instrument';
    if (isOversized) return 'oversized-levels';
    const bidText = bids === null ? EMPTY : Buffer.from(bids);
    const text = Buffer.concat([bidText, asks === null ? EMPTY : Buffer.from(asks)]);
    this.#bytes += text.length;
    return this.#metrics.computeText(text, 0, bidText.length, text.length);
  }
}
