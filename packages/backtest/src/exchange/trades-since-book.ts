const FIRST_CAPACITY = 64;

/** The trades since the last book, so that an order that arrives between two knows what has traded at its price. */
export class TradesSinceBook {
  #count = 0;
  #prices = new Float64Array(FIRST_CAPACITY);
  #sizes = new Float64Array(FIRST_CAPACITY);

  clear(): void {
    this.#count = 0;
  }

  add(price: number, size: number): void {
    if (this.#count === this.#prices.length) this.#grow();
    this.#prices[this.#count] = price;
    this.#sizes[this.#count] = size;
    this.#count++;
  }

  /** Size that traded at a price. */
  sizeAt(price: number): number {
    let size = 0;
    for (let trade = 0; trade < this.#count; trade++) if (this.#prices[trade] === price) size += this.#sizes[trade]!;
    return size;
  }

  #grow(): void {
    const [prices, sizes] = [new Float64Array(2 * this.#count), new Float64Array(2 * this.#count)];
    prices.set(this.#prices);
    sizes.set(this.#sizes);
    [this.#prices, this.#sizes] = [prices, sizes];
  }
}
