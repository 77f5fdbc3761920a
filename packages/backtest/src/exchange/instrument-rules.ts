/** What the exchange demands of orders in an instrument. */
export interface InstrumentRules {
  /** Prices are multiples of it; 0 takes any. */
  readonly tickSize: number;
  /** Sizes are multiples of it; 0 takes any. */
  readonly lotSize: number;
  /** How much of the base currency a size of 1 is: 1 for spot, the contract's value for linear contracts. */
  readonly contractSize: number;
  /** The largest position, long or short, that fills of all open orders may lead to; Infinity for no limit. */
  readonly maxPosition: number;
  /** Whether a position may go below 0: false for spot. */
  readonly canShort: boolean;
}

/** Any price, any size, any position. */
export const NO_RULES: InstrumentRules = {
  tickSize: 0,
  lotSize: 0,
  contractSize: 1,
  maxPosition: Number.POSITIVE_INFINITY,
  canShort: true,
};
