import { sumOf } from '../sums/running-sum.ts';

/** What profits and losses of round trips say of each other. */
export interface TradeRatios {
  /** Share of round trips that gained; null for none. One of exactly 0 neither gained nor lost. */
  readonly hitRate: number | null;
  /** Sum of gains over sum of losses; null where nothing lost. */
  readonly profitFactor: number | null;
  /** Mean profit of a round trip, in quote currency; null for none. */
  readonly expectancy: number | null;
  /** Mean gain over mean loss; null where nothing gained or nothing lost. */
  readonly payoff: number | null;
}

const NONE: TradeRatios = { hitRate: null, profitFactor: null, expectancy: null, payoff: null };

/**
 * Hit rate, profit factor, expectancy and payoff of round trips' profits, in quote currency, losses below 0. All null
 * for none, and where a profit is not known (NaN).
 */
export function tradeRatiosOf(profits: Float64Array): TradeRatios {
  const count = profits.length;
  if (count === 0 || !profits.every(Number.isFinite)) return NONE;
  const gains = profits.filter((profit) => profit > 0);
  const losses = profits.filter((profit) => profit < 0);
  const [gained, lost] = [sumOf(gains), -sumOf(losses)];
  return {
    hitRate: gains.length / count,
    profitFactor: lost > 0 ? gained / lost : null,
    expectancy: (gained - lost) / count,
    payoff: gained > 0 && lost > 0 ? gained / gains.length / (lost / losses.length) : null,
  };
}
