import { atLeastZero, type Decimal, decimal, least, numberOf, ONE } from './decimal.ts';

/** Size ahead in a queue; null where nobody can say. */
export type Ahead = Decimal | null;

/** A maker model as its section of the specification says it. */
export interface SlowModel {
  /** F where `shown` stands at the price: null where the book does not reach it. */
  onArrival(shown: Decimal | null): Ahead;
  /** F at the next snapshot, from the F that the trades left. */
  atNextBook(ahead: Ahead, previous: Decimal | null, shown: Decimal, traded: Decimal): Ahead;
}

export const SLOW_CROSS: SlowModel = { onArrival: () => null, atNextBook: () => null };

export const SLOW_TOUCH: SlowModel = { onArrival: () => 0n, atNextBook: () => 0n };

export const SLOW_RISK_AVERSE: SlowModel = {
  onArrival: (shown) => shown,
  atNextBook: (ahead, _, shown) => (ahead === null ? shown : least(ahead, shown)),
};

/** Spreads cancels over the queue; `chance` is P, of b and F. */
function makeSlowProbabilistic(chance: (behind: Decimal, ahead: Decimal) => Decimal): SlowModel {
  return {
    onArrival: (shown) => shown,
    atNextBook(ahead, previous, shown, traded) {
      if (ahead === null || previous === null) return SLOW_RISK_AVERSE.atNextBook(ahead, previous, shown, traded);
      const cancelled = previous - shown - traded;
      if (cancelled < 0n) return least(ahead, shown);
      const behind = atLeastZero(previous - ahead);
      const p = behind + ahead === 0n ? ONE : chance(behind, ahead);
      const fromAhead = ((ONE - p) * cancelled) / ONE;
      const lacking = least(behind - (p * cancelled) / ONE, 0n);
      return atLeastZero(least(ahead - fromAhead + lacking, shown));
    },
  };
}

/** P = b^n / (b^n + F^n), for a whole n. */
export function makeSlowPower(power: number): SlowModel {
  const n = BigInt(power);
  return makeSlowProbabilistic((behind, ahead) => (behind ** n * ONE) / (behind ** n + ahead ** n));
}

/** P = ln(1+b) / (ln(1+b) + ln(1+F)). */
export const SLOW_LOG: SlowModel = makeSlowProbabilistic((behind, ahead) => {
  const [b, f] = [Math.log(1 + numberOf(behind)), Math.log(1 + numberOf(ahead))];
  return decimal(b / (b + f));
});
