/** What the exchange takes for a fill. */
export interface FeeModel {
  /**
   * The fee in quote currency of a fill worth `notional`, price times size; below 0 where it is a rebate. `isMaker` is
   * whether the fill gave liquidity.
   */
  feeOf(notional: number, isMaker: boolean): number;
}
