/** One price level of one side of an order book. */
export interface OrderbookLevel {
  /** Price in quote currency. */
  readonly price: number;
  /** Resting size in base currency or contracts, above 0. */
  readonly size: number;
  /** Number of resting orders, 0 where the source does not say. */
  readonly orderCount: number;
  /** Number of liquidation orders, 0 where the source does not say. */
  readonly liquidationCount: number;
}
