/**
 * How an own order that rests comes to be filled, between two snapshots of which only the trades are known: what stands
 * ahead of it in the queue. A trade at its price first fills what is ahead; a trade through its price, or the opposite
 * best at its price, fills it under every model. Trades count whichever side was the aggressor. One that goes through
 * leaves nothing ahead; the opposite best leaves what was ahead to the book that it came with.
 */
export interface MakerModel {
  readonly name: string;
  /**
   * Size ahead on arrival, where `shown` stands at the price: 0 inside the spread; NaN where the book does not reach the
   * price, so that nobody can say.
   */
  aheadOnArrival(shown: number): number;
  /**
   * Size ahead after a new book: `ahead` as the trades left it, `before` and `now` the size shown at the price in the
   * last book (NaN where it did not reach the price) and in this, `traded` at the price between the two.
   */
  aheadAfterBook(ahead: number, before: number, now: number, traded: number): number;
}
