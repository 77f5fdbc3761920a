import type { BacktestStrategy, MarketView, Timestamp } from '@orderflow/core';
import { RollingWindow } from '../../alerts/rolling-window.ts';
import { checkParameter } from '../check-parameter.ts';
import { takeTo } from '../take-to.ts';

/** What the divergence strategy goes by. */
export interface CvdDivergenceParameters {
  /** The span over which price and CVD are compared. */
  readonly windowSeconds: number;
  /** Move of the mid over the window that counts, in basis points. */
  readonly moveBps: number;
  /** How long a position is held. */
  readonly holdSeconds: number;
  /** Size of its position. */
  readonly size: number;
}

/** What it goes by unless told otherwise. */
export const CVD_DIVERGENCE_DEFAULTS: CvdDivergenceParameters = {
  windowSeconds: 300,
  moveBps: 10,
  holdSeconds: 300,
  size: 0.01,
};

/** What is known of one instrument. */
interface Tracked {
  readonly window: RollingWindow<Sample>;
  closesAt: number;
}

interface Sample extends Timestamp {
  readonly mid: number;
  readonly cvd: number;
}

/**
 * Trades against a move of the price that the flow did not back: where the mid has moved by the threshold within the
 * window while the CVD went the other way, it takes a position against the move and closes it after a fixed time.
 * @throws OrderflowError `bad-argument`.
 */
export function makeCvdDivergence(parameters: Partial<CvdDivergenceParameters> = {}): BacktestStrategy {
  const all = { ...CVD_DIVERGENCE_DEFAULTS, ...parameters };
  for (const name of ['windowSeconds', 'moveBps', 'holdSeconds', 'size'] as const) {
    checkParameter(name, all[name], { least: 0, most: Number.MAX_VALUE, isAbove: true });
  }
  const tracked = new Map<string, Tracked>();
  return {
    name: 'cvd-divergence',
    features: ['cvd'],
    onBook(context) {
      const { market, timestamp } = context;
      const instrument = trackedOf(tracked, market.instrument, all.windowSeconds);
      const against = againstDivergence(market, instrument.window, all.moveBps);
      if (market.orders.length > 0) return;
      if (market.position !== 0) {
        if (timestamp >= instrument.closesAt) takeTo(context, 0);
      } else if (against !== 0) {
        instrument.closesAt = timestamp + 1000 * all.holdSeconds;
        takeTo(context, against * all.size);
      }
    },
  };
}

function trackedOf(tracked: Map<string, Tracked>, instrument: string, windowSeconds: number): Tracked {
  const known = tracked.get(instrument);
  if (known !== undefined) return known;
  const window = new RollingWindow<Sample>({ windowSeconds, endsAtMidnight: false });
  const fresh = { window, closesAt: Number.NEGATIVE_INFINITY };
  tracked.set(instrument, fresh);
  return fresh;
}

/** -1 where the price rose and the CVD fell, +1 where it fell and the CVD rose, else 0. */
function againstDivergence(market: MarketView, window: RollingWindow<Sample>, moveBps: number): number {
  const { mid, timestamp } = market.book;
  if (Number.isNaN(mid)) return 0;
  const now = { timestamp: Math.floor(timestamp), nanoseconds: 0, mid, cvd: market.feature('cvd') };
  const start = window.add(now);
  const move = (1e4 * (mid - start.mid)) / start.mid;
  const flow = now.cvd - start.cvd;
  return Math.abs(move) >= moveBps && move * flow < 0 ? -Math.sign(move) : 0;
}
