import { OrderflowError } from '@orderflow/core';
import type { MakerModel } from './maker-model.ts';

/**
 * Fills only when a trade goes through the price or the opposite best reaches it: what snapshots alone can prove. The
 * lower bound.
 */
export const CROSS: MakerModel = {
  name: 'cross',
  aheadOnArrival: () => Number.POSITIVE_INFINITY,
  aheadAfterBook: () => Number.POSITIVE_INFINITY,
};

/** Only trades move the order up its queue; what was cancelled had stood behind, as far as the new size allows. */
export const RISK_AVERSE: MakerModel = {
  name: 'risk-averse',
  aheadOnArrival: orUnknown,
  aheadAfterBook: (ahead, _, now) => Math.min(ahead, now),
};

/** Fills when the price trades at all: the upper bound. */
export const TOUCH: MakerModel = { name: 'touch', aheadOnArrival: () => 0, aheadAfterBook: () => 0 };

/**
 * Cancels are spread over the queue: one was behind the order with probability b^n / (b^n + a^n), a the size ahead and
 * b behind. (Rigtorp's estimate with a power function, as in hftbacktest.) What is ahead never goes below 0, which large
 * powers would have it do.
 * @throws OrderflowError `bad-argument` for a power that is not above 0.
 */
export function makePowerModel(power: number): MakerModel {
  if (!(power > 0 && power < Number.POSITIVE_INFINITY)) {
    throw new OrderflowError('bad-argument', `the power of the maker model is ${power}; give a number above 0`);
  }
  return makeProbabilistic(`probabilistic-power-${power}`, (ahead, behind) => {
    const weight = (behind / ahead) ** power;
    return Number.isFinite(weight) ? weight / (1 + weight) : 1;
  });
}

/** Cancels are spread over the queue: one was behind the order with probability ln(1+b) / (ln(1+b) + ln(1+a)). */
export const LOG_MODEL: MakerModel = makeProbabilistic(
  'probabilistic-log',
  (ahead, behind) => Math.log1p(behind) / (Math.log1p(behind) + Math.log1p(ahead)),
);

/** The four assumptions of a band, from the least to the most that can have been filled. */
export const MAKER_MODELS: readonly MakerModel[] = [CROSS, RISK_AVERSE, makePowerModel(1), TOUCH];

function makeProbabilistic(name: string, chanceBehind: (ahead: number, behind: number) => number): MakerModel {
  return {
    name,
    aheadOnArrival: orUnknown,
    aheadAfterBook(ahead, before, now, traded) {
      const cancelled = before - now - traded;
      // Not `cancelled < 0`: where the last book did not reach the price, it is NaN.
      if (!(cancelled >= 0) || ahead === Number.POSITIVE_INFINITY) return Math.min(ahead, now);
      const behind = Math.max(before - ahead, 0);
      const chance = behind + ahead === 0 ? 1 : chanceBehind(ahead, behind);
      const left = ahead - (1 - chance) * cancelled + Math.min(behind - chance * cancelled, 0);
      return Math.max(0, Math.min(left, now));
    },
  };
}

/** What the book does not show may be any size: only trades through the price, or a book that shows it, tell more. */
function orUnknown(shown: number): number {
  return Number.isNaN(shown) ? Number.POSITIVE_INFINITY : shown;
}
