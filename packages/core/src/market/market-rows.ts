/** A row of the table `book`, as `generateMarket` writes it. */
export interface MarketBookRow {
  readonly id: number;
  readonly instrument: string | null;
  readonly bids: string | null;
  readonly asks: string | null;
  readonly timestamp: string | null;
}

/** A row of the table `trades`, as `generateMarket` writes it. */
export interface MarketTradeRow {
  readonly id: number;
  readonly instrument: string | null;
  /** Column `trade_id`. */
  readonly tradeId: string | null;
  readonly price: number | null;
  readonly size: number | null;
  readonly side: string | null;
  readonly timestamp: string | null;
}

/** Rows in the order in which they arrive. */
export interface MarketBatch {
  readonly book: readonly MarketBookRow[];
  readonly trades: readonly MarketTradeRow[];
}

/** A row that may still be changed. */
export type Draft<Row> = { -readonly [Key in keyof Row]: Row[Key] };
