import type { TradeColumns } from './trade-columns.ts';

/** Collects trades row by row into columns that grow. */
export class TradeColumnsBuilder {
  #instrumentNames: readonly string[] = [];
  readonly #ids: number[] = [];
  readonly #instruments: number[] = [];
  readonly #timestamps: number[] = [];
  readonly #nanoseconds: number[] = [];
  readonly #prices: number[] = [];
  readonly #sizes: number[] = [];
  readonly #sides: number[] = [];
  readonly #tradeIds: (string | null)[] = [];

  /** Number of trades so far. */
  get count(): number {
    return this.#ids.length;
  }

  /** Appends `row` of `columns`, which must all come from one repository. */
  push(columns: TradeColumns, row: number): void {
    this.#instrumentNames = columns.instrumentNames;
    this.#ids.push(columns.ids[row]!);
    this.#instruments.push(columns.instruments[row]!);
    this.#timestamps.push(columns.timestamps[row]!);
    this.#nanoseconds.push(columns.nanoseconds[row]!);
    this.#prices.push(columns.prices[row]!);
    this.#sizes.push(columns.sizes[row]!);
    this.#sides.push(columns.sides[row]!);
    this.#tradeIds.push(columns.tradeIds[row] ?? null);
  }

  /** The trades so far as columns. */
  build(): TradeColumns {
    return {
      count: this.count,
      ids: Float64Array.from(this.#ids),
      instruments: Uint32Array.from(this.#instruments),
      instrumentNames: this.#instrumentNames,
      timestamps: Float64Array.from(this.#timestamps),
      nanoseconds: Uint32Array.from(this.#nanoseconds),
      prices: Float64Array.from(this.#prices),
      sizes: Float64Array.from(this.#sizes),
      sides: Int8Array.from(this.#sides),
      tradeIds: this.#tradeIds,
    };
  }
}
