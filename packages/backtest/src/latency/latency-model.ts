/** How long messages take, in milliseconds; times are epoch milliseconds. */
export interface LatencyModel {
  /** From an event at the exchange to the strategy's knowing of it: constant, so that the order of events is kept. */
  readonly feedLatencyMs: number;
  /** From sending an order at `requestTime` to its arrival at the exchange. */
  orderLatencyMs(requestTime: number): number;
  /** From the exchange's doing something at `exchangeTime` to the strategy's knowing of it. */
  responseLatencyMs(exchangeTime: number): number;
}
