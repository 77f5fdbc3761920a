import type { TradeColumns } from './trade-columns.ts';

const FIRST_CAPACITY = 256;

/** Collects trades row by row into columns that grow. */
export class TradeColumnsBuilder {
  count = 0;
  #instrumentNames: readonly string[] = [];
  #ids: Float64Array;
  #instruments: Uint32Array;
  #timestamps: Float64Array;
  #nanoseconds: Uint32Array;
  #prices: Float64Array;
  #sizes: Float64Array;
  #sides: Int8Array;
  readonly #tradeIds: (string | null)[] = [];

  /** Makes room for so many rows; more is fine. */
  constructor(capacity = FIRST_CAPACITY) {
    this.#ids = new Float64Array(capacity);
    this.#instruments = new Uint32Array(capacity);
    this.#timestamps = new Float64Array(capacity);
    this.#nanoseconds = new Uint32Array(capacity);
    this.#prices = new Float64Array(capacity);
    this.#sizes = new Float64Array(capacity);
    this.#sides = new Int8Array(capacity);
  }

  /** Starts a row with its key; `add` ends it. */
  start(id: number, instrument: number, timestamp: number, nanoseconds: number): void {
    const row = this.count;
    if (row === this.#ids.length) this.#grow(2 * row);
    this.#ids[row] = id;
    this.#instruments[row] = instrument;
    this.#timestamps[row] = timestamp;
    this.#nanoseconds[row] = nanoseconds;
  }

  /** Ends a row with what was traded; `side` is the aggressor's sign. */
  add(price: number, size: number, side: number, tradeId: string | null): void {
    const row = this.count++;
    this.#prices[row] = price;
    this.#sizes[row] = size;
    this.#sides[row] = side;
    this.#tradeIds.push(tradeId);
  }

  /** Appends `row` of `columns`, which must all come from one repository. */
  push(columns: TradeColumns, row: number): void {
    this.#instrumentNames = columns.instrumentNames;
    this.start(columns.ids[row]!, columns.instruments[row]!, columns.timestamps[row]!, columns.nanoseconds[row]!);
    this.add(columns.prices[row]!, columns.sizes[row]!, columns.sides[row]!, columns.tradeIds[row] ?? null);
  }

  /** The columns so far; they share memory with the builder, which ends with this. */
  build(instrumentNames = this.#instrumentNames): TradeColumns {
    const { count } = this;
    return {
      count,
      ids: this.#ids.subarray(0, count),
      instruments: this.#instruments.subarray(0, count),
      instrumentNames,
      timestamps: this.#timestamps.subarray(0, count),
      nanoseconds: this.#nanoseconds.subarray(0, count),
      prices: this.#prices.subarray(0, count),
      sizes: this.#sizes.subarray(0, count),
      sides: this.#sides.subarray(0, count),
      tradeIds: this.#tradeIds,
    };
  }

  #grow(capacity: number): void {
    const least = Math.max(capacity, FIRST_CAPACITY);
    this.#ids = copied(this.#ids, new Float64Array(least));
    this.#instruments = copied(this.#instruments, new Uint32Array(least));
    this.#timestamps = copied(this.#timestamps, new Float64Array(least));
    this.#nanoseconds = copied(this.#nanoseconds, new Uint32Array(least));
    this.#prices = copied(this.#prices, new Float64Array(least));
    this.#sizes = copied(this.#sizes, new Float64Array(least));
    this.#sides = copied(this.#sides, new Int8Array(least));
  }
}

function copied<Column extends Float64Array | Uint32Array | Int8Array>(from: Column, into: Column): Column {
  into.set(from);
  return into;
}
