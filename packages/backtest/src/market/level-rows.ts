const FIRST_CAPACITY = 1 << 12;

/** Prices and sizes of levels, side after side, in columns that grow. */
export class LevelRows {
  count = 0;
  prices = new Float64Array(FIRST_CAPACITY);
  sizes = new Float64Array(FIRST_CAPACITY);

  /** Appends the first `count` levels of a side. */
  append(prices: Float64Array, sizes: Float64Array, count: number): void {
    const end = this.count + count;
    if (end > this.prices.length) this.#grow(end);
    for (let level = 0; level < count; level++) {
      this.prices[this.count + level] = prices[level]!;
      this.sizes[this.count + level] = sizes[level]!;
    }
    this.count = end;
  }

  #grow(least: number): void {
    let capacity = this.prices.length;
    while (capacity < least) capacity *= 2;
    const [prices, sizes] = [new Float64Array(capacity), new Float64Array(capacity)];
    prices.set(this.prices);
    sizes.set(this.sizes);
    [this.prices, this.sizes] = [prices, sizes];
  }
}
