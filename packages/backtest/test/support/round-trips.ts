import { Account, type RoundTripColumns } from '../../src/index.ts';

/** A fill in short: instrument, +1 or -1, price, size, fee, time. */
export type ShortFill = readonly [
  instrument: number,
  sign: number,
  price: number,
  size: number,
  fee: number,
  timestamp: number,
];

/** An account after fills. */
export function accountAfter(account: Account, fills: readonly ShortFill[]): Account {
  for (const [instrument, sign, price, size, fee, timestamp] of fills) {
    account.applyFill({ instrument, sign, price, size, fee, timestamp });
  }
  return account;
}

/** The round trips of fills in two instruments. */
export function roundTripsOf(fills: readonly ShortFill[]): RoundTripColumns {
  return accountAfter(new Account(0, [{}, {}]), fills).toRoundTrips();
}
