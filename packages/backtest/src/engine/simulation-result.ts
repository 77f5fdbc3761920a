import { type PnlSplit, splitPnl } from '../money/pnl-split.ts';
import type { RoundTripColumns } from '../money/round-trip.ts';
import type { EquitySeries } from '../statistics/equity-series.ts';
import { computePerformance, type PerformanceStatistics } from '../statistics/performance-statistics.ts';
import type { Period } from '../statistics/period.ts';
import type { BacktestOptions } from './backtest-options.ts';
import type { Exchange } from './exchange.ts';
import type { FillLog } from './fill-log.ts';
import type { OrderLog } from './order-log.ts';

/** What came of a simulation. Money is in quote currency. */
export interface SimulationResult {
  readonly strategy: string;
  readonly makerModel: string;
  readonly instruments: readonly string[];
  readonly orders: OrderLog;
  readonly fills: FillLog;
  readonly equity: EquitySeries;
  /** From the first market event to the last. */
  readonly period: Period;
  /** Books and trades that were played. */
  readonly books: number;
  readonly trades: number;
  readonly roundTrips: RoundTripColumns;
  readonly statistics: PerformanceStatistics;
  /** Where the profit came from. */
  readonly pnl: PnlSplit;
  /** Profit after fees where the data are doubtful: from one book to another behind a gap, or crossed or locked. */
  readonly doubtfulPnl: number;
  /** Profit realised before fees, by average cost and first in, first out. */
  readonly realisedPnl: number;
  readonly fifoRealisedPnl: number;
  readonly finalEquity: number;
  readonly finalCash: number;
  readonly fees: number;
  /** Positions at the end, by instrument. */
  readonly positions: readonly number[];
}

/** What a result is made of. */
export interface ResultParts {
  readonly strategy: string;
  readonly options: BacktestOptions;
  readonly orders: OrderLog;
  readonly fills: FillLog;
  readonly exchange: Exchange;
  readonly equity: EquitySeries;
  /** From the first market event to the last. */
  readonly period: Period;
}

/** Sums a run up. */
export function makeResult({
  strategy,
  options,
  orders,
  fills,
  exchange,
  equity,
  period,
}: ResultParts): SimulationResult {
  const { account, markouts, contractSizes } = exchange;
  const roundTrips = account.toRoundTrips();
  const columns = {
    instruments: fills.instruments.values,
    signs: fills.signs.values,
    prices: fills.prices.values,
    sizes: fills.sizes.values,
    fees: fills.fees.values,
  };
  return {
    strategy,
    makerModel: options.makerModel.name,
    instruments: options.instruments,
    orders,
    fills,
    equity,
    period,
    books: exchange.books,
    trades: exchange.trades,
    roundTrips,
    statistics: computePerformance({ equity, roundTrips, period }),
    pnl: splitPnl(account.equity - account.initialCash, columns, markouts.finish(), contractSizes),
    doubtfulPnl: exchange.doubtfulPnl.total,
    realisedPnl: account.realisedPnl,
    fifoRealisedPnl: account.fifoRealisedPnl,
    finalEquity: account.equity,
    finalCash: account.cash,
    fees: account.fees,
    positions: options.instruments.map((_, index) => account.holdingOf(index).position),
  };
}
