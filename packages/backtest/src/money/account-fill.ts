/** A fill as an account sees it. */
export interface AccountFill {
  /** Index of the instrument. */
  readonly instrument: number;
  /** +1 bought, -1 sold. */
  readonly sign: number;
  /** In quote currency. */
  readonly price: number;
  /** Above 0, a multiple of the lot. */
  readonly size: number;
  /** In quote currency, below 0 for a rebate. */
  readonly fee: number;
  /** Exchange time, epoch milliseconds. */
  readonly timestamp: number;
}
