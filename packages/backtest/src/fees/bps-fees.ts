import { OrderflowError } from '@orderflow/core';
import type { FeeModel } from './fee-model.ts';

const BPS = 1e4;

/** Fees in basis points of what is traded; a negative rate is a rebate. */
export interface BpsRates {
  readonly makerFeeBps: number;
  readonly takerFeeBps: number;
}

/**
 * Fees proportional to what is traded, maker and taker apart.
 * @throws OrderflowError `bad-argument` for a rate that is no number.
 */
export function makeBpsFees({ makerFeeBps, takerFeeBps }: BpsRates): FeeModel {
  for (const [name, rate] of Object.entries({ makerFeeBps, takerFeeBps })) {
    if (!Number.isFinite(rate)) throw new OrderflowError('bad-argument', `${name} is ${rate}; give a number`);
  }
  return { feeOf: (notional, isMaker) => (notional * (isMaker ? makerFeeBps : takerFeeBps)) / BPS };
}
