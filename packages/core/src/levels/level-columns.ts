import type { LevelSink } from './level-sink.ts';

const FIRST_CAPACITY = 64;

/** The levels of one side as columns that grow; the same columns serve one text after another. */
export class LevelColumns implements LevelSink {
  /** Number of levels. */
  count = 0;
  /** Prices in quote currency. */
  prices = new Float64Array(FIRST_CAPACITY);
  /** Sizes, above 0. */
  sizes = new Float64Array(FIRST_CAPACITY);
  /** Numbers of liquidation orders. */
  liquidationCounts = new Float64Array(FIRST_CAPACITY);
  /** Numbers of orders. */
  orderCounts = new Float64Array(FIRST_CAPACITY);
  readonly #fields = new Float64Array(4);

  /** Forgets all levels. */
  begin(): void {
    this.count = 0;
  }

  /** The place for the fields of the next level: price, size, liquidation count, order count. */
  nextRow(): Float64Array {
    return this.#fields;
  }

  /** Appends the level that stands in `nextRow()`, of which the first `fieldCount` fields were given. */
  push(fieldCount: number): void {
    const row = this.count;
    if (row === this.prices.length) this.#grow();
    const fields = this.#fields;
    this.prices[row] = fields[0]!;
    this.sizes[row] = fields[1]!;
    this.liquidationCounts[row] = fieldCount > 2 ? fields[2]! : 0;
    this.orderCounts[row] = fieldCount > 3 ? fields[3]! : 0;
    this.count = row + 1;
  }

  #grow(): void {
    this.prices = doubled(this.prices);
    this.sizes = doubled(this.sizes);
    this.liquidationCounts = doubled(this.liquidationCounts);
    this.orderCounts = doubled(this.orderCounts);
  }
}

function doubled(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(column.length * 2);
  larger.set(column);
  return larger;
}
