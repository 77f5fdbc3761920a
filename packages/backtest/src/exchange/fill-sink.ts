import type { FillRule } from '@orderflow/core';
import type { ExchangeOrder } from './exchange-order.ts';

/** What the exchange says of a fill. */
export interface ExchangeFill {
  readonly order: ExchangeOrder;
  readonly price: number;
  readonly size: number;
  readonly rule: FillRule;
  /** Row id of the book that stood. */
  readonly bookId: number;
  /** Row id of the trade that made it; NaN where the book did. */
  readonly tradeId: number;
  /** Size ahead in the queue before and after; NaN for fills that take, Infinity where it is not known. */
  readonly queueBefore: number;
  readonly queueAfter: number;
}

/** Takes fills as they happen. The order's `filled` holds the fill already. */
export type FillSink = (fill: ExchangeFill) => void;
