import type { OrderStatus, RejectReason } from '@orderflow/core';
import type { FillLog } from '../engine/fill-log.ts';
import type { OrderLog } from '../engine/order-log.ts';
import type { SimulationResult } from '../engine/simulation-result.ts';
import type { PnlSplit } from '../money/pnl-split.ts';
import type { PerformanceStatistics } from '../statistics/performance-statistics.ts';

/** How many orders were sent, and what became of them. */
export interface OrderCounts {
  readonly sent: number;
  /** By where they stood in the end; what did not occur is absent. */
  readonly byStatus: Partial<Readonly<Record<OrderStatus, number>>>;
  /** Refused orders by reason. */
  readonly byRejectReason: Partial<Readonly<Record<RejectReason, number>>>;
}

/** A result in figures; money in quote currency. */
export interface ResultSummary {
  readonly makerModel: string;
  readonly orders: OrderCounts;
  readonly fills: number;
  /** Share of fills that gave liquidity, 0 to 1; null without a fill. */
  readonly makerFillShare: number | null;
  readonly pnl: PnlSplit;
  /** Profit where the data are doubtful: see `SimulationResult`. */
  readonly doubtfulPnl: number;
  /**
   * abs(doubtful profit) / (abs(doubtful profit) + abs(the rest of it)), 0 to 1; null where both are 0 or the profit is
   * not known.
   */
  readonly doubtfulShare: number | null;
  readonly statistics: PerformanceStatistics;
  readonly finalEquity: number | null;
  readonly finalCash: number;
  readonly realisedPnl: number;
  readonly fifoRealisedPnl: number;
  /** Positions at the end, by the name of the instrument. */
  readonly positions: Readonly<Record<string, number>>;
}

/** Sums a result up. */
export function summariseResult(result: SimulationResult): ResultSummary {
  const { makerModel, orders, fills, pnl, doubtfulPnl, statistics, finalEquity, finalCash } = result;
  return {
    makerModel,
    orders: countOrders(orders),
    fills: fills.count,
    makerFillShare: makerShareOf(fills),
    pnl,
    doubtfulPnl,
    doubtfulShare: doubtfulShareOf(pnl.pnl, doubtfulPnl),
    statistics,
    finalEquity: Number.isNaN(finalEquity) ? null : finalEquity,
    finalCash,
    realisedPnl: result.realisedPnl,
    fifoRealisedPnl: result.fifoRealisedPnl,
    positions: Object.fromEntries(result.instruments.map((name, index) => [name, result.positions[index]!])),
  };
}

function countOrders(orders: OrderLog): OrderCounts {
  const byStatus: Partial<Record<OrderStatus, number>> = {};
  const byRejectReason: Partial<Record<RejectReason, number>> = {};
  for (let id = 0; id < orders.count; id++) {
    const { status, rejectReason } = orders.at(id);
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    if (rejectReason !== null) byRejectReason[rejectReason] = (byRejectReason[rejectReason] ?? 0) + 1;
  }
  return { sent: orders.count, byStatus, byRejectReason };
}

function makerShareOf(fills: FillLog): number | null {
  if (fills.count === 0) return null;
  let makers = 0;
  for (let fill = 0; fill < fills.count; fill++) if (fills.isMaker(fill)) makers++;
  return makers / fills.count;
}

function doubtfulShareOf(pnl: number | null, doubtfulPnl: number): number | null {
  if (pnl === null) return null;
  const [doubtful, other] = [Math.abs(doubtfulPnl), Math.abs(pnl - doubtfulPnl)];
  return doubtful + other > 0 ? doubtful / (doubtful + other) : null;
}
