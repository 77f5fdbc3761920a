import type { FillView } from '@orderflow/core';
import type { SimulationResult } from '../../src/index.ts';
import type { MarketEvent } from './market.ts';
import { fillViewsOf } from './plain-checks.ts';

interface Mid {
  readonly at: number;
  readonly mid: number;
}

/** Figures of a run of one instrument, from its fills and the events alone, each by its definition. */
export function plainFigures(events: readonly MarketEvent[], result: SimulationResult, initialCash: number) {
  const fills = fillViewsOf(result);
  const mids = midsOf(events);
  const [start, end] = [events[0]!.at, events.at(-1)!.at];
  const { startTime, intervalMs, values } = result.equity;
  const equity = Array.from(values, (_, index) => worthAt(startTime + index * intervalMs, fills, mids, initialCash));
  const trips = tripsOf(fills);
  const held = trips.reduce((sum, trip) => sum + (trip.end ?? end) - trip.start, 0);
  return {
    equity,
    ...statisticsOf(equity),
    ...splitOf(fills, mids),
    fees: sumOf(fills, ({ fee }) => fee),
    turnover: sumOf(fills, ({ price, size }) => price * size) / meanOf(equity),
    exposure: held / (end - start),
    netPnls: trips.filter((trip) => trip.end !== null).map(({ netPnl }) => netPnl),
  };
}

function midsOf(events: readonly MarketEvent[]): readonly Mid[] {
  return events.flatMap((event) => {
    const [bid, ask] = 'bids' in event ? [event.bids[0]?.[0], event.asks[0]?.[0]] : [];
    return bid !== undefined && ask !== undefined && bid < ask ? [{ at: event.at, mid: (bid + ask) / 2 }] : [];
  });
}

/** The last mid at or before a time. */
function midAt(mids: readonly Mid[], time: number): number {
  return mids.findLast(({ at }) => at <= time)?.mid ?? Number.NaN;
}

function signedSizeOf({ side, size }: FillView): number {
  return side === 'buy' ? size : -size;
}

/** Cash, and what is held at the mid. */
function worthAt(time: number, fills: readonly FillView[], mids: readonly Mid[], initialCash: number): number {
  const past = fills.filter(({ timestamp }) => timestamp <= time);
  const position = sumOf(past, signedSizeOf);
  const cash = initialCash - sumOf(past, (fill) => signedSizeOf(fill) * fill.price + fill.fee);
  return Math.abs(position) < 1e-9 ? cash : cash + position * midAt(mids, time);
}

function statisticsOf(equity: readonly number[]) {
  const returns = equity.slice(1).map((value, index) => value / equity[index]! - 1);
  const mean = meanOf(returns);
  const variance = sumOf(returns, (value) => (value - mean) ** 2) / (returns.length - 1);
  const falls = equity.map((value, index) => value / Math.max(...equity.slice(0, index + 1)) - 1);
  return { sharpePerPeriod: mean / Math.sqrt(variance), maxDrawdown: Math.min(...falls) };
}

/** What a fill earned against the mid before it, and what the mid did to it within the horizons that the data reach. */
function splitOf(fills: readonly FillView[], mids: readonly Mid[]) {
  const befores = fills.map(({ timestamp, rule, tradeId }) => {
    // A book and what it crosses come behind the trades of its time, and a taker behind both.
    const isBehindBook = rule === 'take' || (tradeId === null && rule !== 'crossed');
    return mids.findLast(({ at }) => (isBehindBook ? at <= timestamp : at < timestamp))!.mid;
  });
  const spreadCaptured = sumOf(fills, (fill, index) => signedSizeOf(fill) * (befores[index]! - fill.price));
  const adverseSelection = [1_000, 10_000, 60_000].map((horizon) =>
    sumOf(fills, (fill, index) => {
      const due = fill.timestamp + horizon;
      return due > mids.at(-1)!.at ? 0 : signedSizeOf(fill) * (midAt(mids, due) - befores[index]!);
    }),
  );
  return { spreadCaptured, adverseSelection };
}

/** From flat to flat; a fill that turns a position over is shared out between two. */
function tripsOf(fills: readonly FillView[]) {
  const trips: { start: number; end: number | null; netPnl: number }[] = [];
  let position = 0;
  for (const fill of fills) {
    const signed = signedSizeOf(fill);
    const closing = position * signed < 0 ? Math.min(Math.abs(position), fill.size) / fill.size : 0;
    const flow = -signed * fill.price - fill.fee;
    if (closing > 0) trips.at(-1)!.netPnl += closing * flow;
    const before = position;
    position = Math.abs(position + signed) < 1e-9 ? 0 : position + signed;
    if (before !== 0 && before * position <= 0) trips.at(-1)!.end = fill.timestamp;
    if (before === 0 || before * position < 0) trips.push({ start: fill.timestamp, end: null, netPnl: 0 });
    if (closing < 1) trips.at(-1)!.netPnl += (1 - closing) * flow;
  }
  return trips;
}

function sumOf<Item>(items: readonly Item[], partOf: (item: Item, index: number) => number): number {
  return items.reduce((sum, item, index) => sum + partOf(item, index), 0);
}

function meanOf(values: readonly number[]): number {
  return sumOf(values, (value) => value) / values.length;
}
