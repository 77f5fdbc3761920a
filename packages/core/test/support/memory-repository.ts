import {
  type BookColumns,
  compareTimestamps,
  computeSnapshots,
  type InstrumentSpan,
  isInRange,
  type MarketBookRow,
  type MarketTradeRow,
  NO_INSTRUMENT,
  type OrderflowRepository,
  type RowPosition,
  type RowQuery,
  type SnapshotColumns,
  SnapshotMetrics,
  type SourceTable,
  type TimeRange,
  type Timestamp,
  type Trade,
  type TradeColumns,
  tradeFromRow,
} from '../../src/index.ts';
import { problemOfTrade } from '../../src/pipeline/row-problems.ts';
import { type TimestampFormat, TimestampReader } from '../../src/timestamps/timestamp-reader.ts';

interface Row {
  readonly id: number;
  readonly instrument: string | null;
  readonly timestamp: string | null;
}

interface TimedRow<Kind extends Row> {
  readonly row: Kind;
  /** null where the text cannot be read. */
  readonly moment: Timestamp | null;
}

const UNREADABLE: Timestamp = { timestamp: Number.NEGATIVE_INFINITY, nanoseconds: 0 };
const encoder = new TextEncoder();

/** The input tables as arrays of plain rows, in any order. Rows may be added between two reads. */
export class MemoryRepository implements OrderflowRepository {
  readonly name: string;
  readonly book: MarketBookRow[];
  readonly trades: MarketTradeRow[];
  /** Every query of rows that was asked, in order. */
  readonly queries: { readonly table: SourceTable; readonly query: RowQuery }[] = [];
  readonly #maxLevelBytes: number;
  readonly #names: string[] = [];
  readonly #formats = { book: new Set<TimestampFormat>(), trades: new Set<TimestampFormat>() };
  readonly #reader = new TimestampReader();

  constructor(
    rows: { readonly book?: readonly MarketBookRow[]; readonly trades?: readonly MarketTradeRow[] },
    options: { readonly name?: string; readonly maxLevelBytes?: number } = {},
  ) {
    this.name = options.name ?? 'memory';
    this.book = [...(rows.book ?? [])];
    this.trades = [...(rows.trades ?? [])];
    this.#maxLevelBytes = options.maxLevelBytes ?? 16 * 1024 * 1024;
  }

  async *iterateBookRows(query: RowQuery): AsyncGenerator<BookColumns> {
    this.queries.push({ table: 'book', query });
    for (const rows of this.#select(this.book, query, this.#formats.book)) yield this.#bookColumns(rows);
  }

  async *iterateSnapshots(query: RowQuery, depth: number | null): AsyncGenerator<SnapshotColumns> {
    const metrics = new SnapshotMetrics(depth);
    for await (const columns of this.iterateBookRows(query)) yield computeSnapshots(columns, metrics);
  }

  async *iterateTradeRows(query: RowQuery): AsyncGenerator<TradeColumns> {
    this.queries.push({ table: 'trades', query });
    for (const rows of this.#select(this.trades, query, this.#formats.trades)) {
      yield this.#tradeColumns(rows, query.withTradeIds !== false);
    }
  }

  async loadTradesByTimestamp(range: TimeRange, instrument?: string): Promise<readonly Trade[]> {
    const trades: Trade[] = [];
    const query = {
      range,
      order: 'time',
      batchSize: 1000,
      ...(instrument === undefined ? {} : { instrument }),
    } as const;
    for await (const columns of this.iterateTradeRows(query)) {
      for (let row = 0; row < columns.count; row++) {
        if (problemOfTrade(columns, row) === null) trades.push(tradeFromRow(columns, row));
      }
    }
    return trades;
  }

  async countRows(table: SourceTable, bound?: { readonly idAtMost: number }): Promise<number> {
    const most = bound?.idAtMost ?? Number.POSITIVE_INFINITY;
    return this.#rowsOf(table).filter(({ id }) => id <= most).length;
  }

  async countRowsUpTo(table: SourceTable, position: RowPosition): Promise<number> {
    return this.#timed(this.#rowsOf(table)).filter(
      ({ row, moment }) => moment !== null && (compareTimestamps(moment, position) || row.id - position.id) <= 0,
    ).length;
  }

  async rowIdRange(table: SourceTable): Promise<{ readonly first: number; readonly last: number } | null> {
    const ids = this.#rowsOf(table).map(({ id }) => id);
    return ids.length === 0 ? null : { first: Math.min(...ids), last: Math.max(...ids) };
  }

  async describe(table: SourceTable): Promise<readonly InstrumentSpan[]> {
    const moments = new Map<string, Timestamp[]>();
    for (const { row, moment } of this.#timed(this.#rowsOf(table))) {
      if (row.instrument === null || moment === null) continue;
      moments.set(row.instrument, [...(moments.get(row.instrument) ?? []), moment]);
    }
    return [...moments]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([instrument, times]) => {
        const sorted = times.sort(compareTimestamps);
        return { instrument, rows: times.length, first: sorted[0]!, last: sorted.at(-1)! };
      });
  }

  async countRepeatedTradeIds(): Promise<number> {
    const named = this.trades.filter(({ tradeId }) => tradeId !== null);
    return named.length - new Set(named.map(({ instrument, tradeId }) => JSON.stringify([instrument, tradeId]))).size;
  }

  timestampFormats(table: SourceTable): readonly TimestampFormat[] {
    return [...this.#formats[table]].sort();
  }

  #rowsOf(table: SourceTable): readonly Row[] {
    return table === 'book' ? this.book : this.trades;
  }

  #timed<Kind extends Row>(rows: readonly Kind[], formats?: Set<TimestampFormat>): TimedRow<Kind>[] {
    const reader = this.#reader;
    return rows.map((row) => {
      const bytes = encoder.encode(row.timestamp ?? '');
      if (!reader.read(bytes, 0, bytes.length)) return { row, moment: null };
      formats?.add(reader.format);
      return { row, moment: { timestamp: reader.timestamp, nanoseconds: reader.nanoseconds } };
    });
  }

  *#select<Kind extends Row>(
    rows: readonly Kind[],
    query: RowQuery,
    formats: Set<TimestampFormat>,
  ): Generator<readonly TimedRow<Kind>[]> {
    const wanted = this.#timed(rows, formats).filter(({ row, moment }) => isWanted(row, moment, query));
    wanted.sort((a, b) => {
      const sooner = query.order === 'id' ? 0 : compareTimestamps(a.moment ?? UNREADABLE, b.moment ?? UNREADABLE);
      return sooner || a.row.id - b.row.id;
    });
    for (let start = 0; start < wanted.length; start += query.batchSize) {
      yield wanted.slice(start, start + query.batchSize);
    }
  }

  #sharedColumns(rows: readonly TimedRow<Row>[]) {
    return {
      count: rows.length,
      ids: Float64Array.from(rows, ({ row }) => row.id),
      instruments: Uint32Array.from(rows, ({ row }) => this.#indexOf(row.instrument)),
      instrumentNames: this.#names,
      timestamps: Float64Array.from(rows, ({ moment }) => moment?.timestamp ?? Number.NaN),
      nanoseconds: Uint32Array.from(rows, ({ moment }) => moment?.nanoseconds ?? 0),
    };
  }

  #bookColumns(rows: readonly TimedRow<MarketBookRow>[]): BookColumns {
    const oversized = Uint8Array.from(rows, ({ row }) => (this.#isOversized(row) ? 1 : 0));
    const texts = rows.flatMap(({ row }, index) =>
      oversized[index] === 1 ? ['', '', row.timestamp ?? ''] : [row.bids ?? '', row.asks ?? '', row.timestamp ?? ''],
    );
    const parts = texts.map((text) => encoder.encode(text));
    const offsets = new Uint32Array(parts.length + 1);
    for (const [index, part] of parts.entries()) offsets[index + 1] = offsets[index]! + part.length;
    return { ...this.#sharedColumns(rows), text: encoder.encode(texts.join('')), offsets, oversized };
  }

  #tradeColumns(rows: readonly TimedRow<MarketTradeRow>[], withTradeIds: boolean): TradeColumns {
    return {
      ...this.#sharedColumns(rows),
      prices: Float64Array.from(rows, ({ row }) => row.price ?? Number.NaN),
      sizes: Float64Array.from(rows, ({ row }) => row.size ?? Number.NaN),
      sides: Int8Array.from(rows, ({ row }) => signOf(row.side)),
      tradeIds: rows.map(({ row }) => (withTradeIds ? row.tradeId : null)),
    };
  }

  #isOversized({ bids, asks }: MarketBookRow): boolean {
    return [bids, asks].some((text) => encoder.encode(text ?? '').length > this.#maxLevelBytes);
  }

  #indexOf(instrument: string | null): number {
    if (instrument === null) return NO_INSTRUMENT;
    const known = this.#names.indexOf(instrument);
    return known >= 0 ? known : this.#names.push(instrument) - 1;
  }
}

function isWanted(row: Row, moment: Timestamp | null, { instrument, range = {}, afterId, after }: RowQuery): boolean {
  if (instrument !== undefined && row.instrument !== instrument) return false;
  if (afterId !== undefined && row.id <= afterId) return false;
  if (moment === null) return range.start === undefined && range.end === undefined && after === undefined;
  if (after !== undefined && (compareTimestamps(moment, after) || row.id - after.id) <= 0) return false;
  return isInRange(moment, range);
}

function signOf(side: string | null): 1 | -1 | 0 {
  if (side?.toLowerCase() === 'buy') return 1;
  return side?.toLowerCase() === 'sell' ? -1 : 0;
}
