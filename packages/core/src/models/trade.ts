/** The aggressor's side: a `buy` lifts the ask (+1), a `sell` hits the bid (-1). */
export type Side = 'buy' | 'sell';

/** One trade. */
export interface Trade {
  /** Row id in the source. */
  readonly id: number;
  readonly instrument: string;
  /** The exchange's id; null where the source has none. */
  readonly tradeId: string | null;
  /** Price in quote currency. */
  readonly price: number;
  /** Size in base currency or contracts, above 0. */
  readonly size: number;
  /** The aggressor's side. */
  readonly side: Side;
  /** Exchange time, whole epoch milliseconds. */
  readonly timestamp: number;
  /** Nanoseconds within the millisecond, 0 to 999,999. */
  readonly nanoseconds: number;
}
