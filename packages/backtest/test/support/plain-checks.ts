import type { FillView } from '@orderflow/core';
import { expect } from 'vitest';
import type { InstrumentRules, SimulationResult } from '../../src/index.ts';
import type { Levels, MarketEvent } from './market.ts';

const ROUNDING = 1e-9;

type BookEvent = Extract<MarketEvent, { readonly bids: Levels }>;
type TradeEvent = Exclude<MarketEvent, BookEvent>;

export function fillViewsOf({ fills }: SimulationResult): readonly FillView[] {
  return Array.from({ length: fills.count }, (_, index) => fills.at(index));
}

function isBook(event: MarketEvent): event is BookEvent {
  return 'bids' in event;
}

/** No fill, and no fills together, exceed what a book showed or a trade traded; each follows its rule. */
export function checkLiquidity(events: readonly MarketEvent[], result: SimulationResult): void {
  const books = events.filter(isBook);
  const trades = events.filter((event): event is TradeEvent => !isBook(event));
  const fills = fillViewsOf(result);
  for (const fill of fills) checkBook(fill, books, result.instruments);
  for (const group of groupsOf(
    fills.filter(({ tradeId }) => tradeId === null),
    ({ bookId }) => bookId,
  )) {
    checkDrawn(group, books[group[0]!.bookId - 1]!);
  }
  for (const group of groupsOf(fills, ({ tradeId }) => tradeId)) {
    if (group[0]!.tradeId !== null) checkTraded(group, trades[group[0]!.tradeId - 1]!);
  }
}

/** Fills of one side by what they share. */
function groupsOf(fills: readonly FillView[], keyOf: (fill: FillView) => unknown): readonly FillView[][] {
  return [...Map.groupBy(fills, (fill) => `${fill.side} ${keyOf(fill)}`).values()];
}

/** The book that a fill names is the last that stood. */
function checkBook({ bookId, timestamp, instrument }: FillView, books: readonly BookEvent[], names: readonly string[]) {
  const book = books[bookId - 1]!;
  expect(names[book.instrument ?? 0]).toBe(instrument);
  expect(book.at).toBeLessThanOrEqual(timestamp);
  const next = books.slice(bookId).find((other) => other.instrument === book.instrument);
  expect(next?.at ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(timestamp);
}

/** What is drawn at a price or better is shown there. */
function checkDrawn(fills: readonly FillView[], book: BookEvent): void {
  const isBuy = fills[0]!.side === 'buy';
  const isWithin = (price: number, limit: number) => (isBuy ? price <= limit : price >= limit);
  const levels = isBuy ? book.asks : book.bids;
  for (const { price: limit, rule } of fills) {
    const drawn = fills.reduce((sum, { price, size }) => (isWithin(price, limit) ? sum + size : sum), 0);
    const shown = levels.reduce((sum, [price, size]) => (isWithin(price, limit) ? sum + size : sum), 0);
    expect(drawn).toBeLessThanOrEqual(shown + ROUNDING);
    if (rule === 'take') expect(levels.map(([price]) => price)).toContain(limit);
  }
}

/** A trade fills no more than its size, and each order no more than it left behind the queue. */
function checkTraded(fills: readonly FillView[], trade: TradeEvent): void {
  const total = fills.reduce((sum, { size }) => sum + size, 0);
  expect(total).toBeLessThanOrEqual(trade.size + ROUNDING);
  for (const { rule, side, price, size, queueBefore } of fills) {
    const isThrough = side === 'buy' ? trade.price < price : trade.price > price;
    expect([rule, isThrough || trade.price === price]).toEqual([isThrough ? 'through' : 'queue', true]);
    if (rule === 'queue') expect(size).toBeLessThanOrEqual(trade.size - queueBefore! + ROUNDING);
  }
}

/** Fills make up what is filled of orders, none of which is filled beyond its size. */
export function checkOrderSizes(result: SimulationResult): void {
  const filled = Array<number>(result.orders.count).fill(0);
  for (const { orderId, size } of fillViewsOf(result)) filled[orderId]! += size;
  for (let id = 0; id < result.orders.count; id++) {
    const order = result.orders.at(id);
    expect(order.filled).toBeCloseTo(filled[id]!, 9);
    expect(order.filled).toBeLessThanOrEqual(order.size);
  }
}

/** What money must come to. */
export interface MoneyTerms {
  readonly initialCash: number;
  /** By name. */
  readonly rules: Readonly<Record<string, InstrumentRules>>;
}

/** At every event, and at the end: equity = initial cash + cash flows - fees + position x mid. Events at whole ms. */
export function checkEquity(events: readonly MarketEvent[], result: SimulationResult, terms: MoneyTerms): number {
  const fills = fillViewsOf(result);
  const { equity, instruments, finalEquity } = result;
  expect(equity.intervalMs).toBe(1);
  const contractSizes = instruments.map((name) => terms.rules[name]!.contractSize);
  const positions = instruments.map(() => 0);
  const mids = instruments.map(() => Number.NaN);
  let [cash, fees, nextFill, nextEvent, checked] = [terms.initialCash, 0, 0, 0, 0];
  for (const at of new Set(events.map((event) => event.at))) {
    for (; events[nextEvent] !== undefined && events[nextEvent]!.at <= at; nextEvent++) {
      const event = events[nextEvent]!;
      if (isBook(event)) mids[event.instrument ?? 0] = midAfter(event, mids[event.instrument ?? 0]!);
    }
    for (; fills[nextFill] !== undefined && fills[nextFill]!.timestamp <= at; nextFill++) {
      const { side, price, size, fee, instrument } = fills[nextFill]!;
      const index = instruments.indexOf(instrument);
      const signed = side === 'buy' ? size : -size;
      positions[index] = Math.abs(positions[index]! + signed) < ROUNDING ? 0 : positions[index]! + signed;
      cash -= signed * price * contractSizes[index]! + fee;
      fees += fee;
    }
    const worth = positions.map((size, index) => (size === 0 ? 0 : size * mids[index]! * contractSizes[index]!));
    const expected = worth.reduce((sum, value) => sum + value, cash);
    expectNear(equity.values[at - equity.startTime]!, expected);
    checked++;
    if (nextEvent === events.length) expectNear(finalEquity, expected);
  }
  expect(nextFill).toBe(fills.length);
  expectNear(result.finalCash, cash);
  expectNear(result.fees, fees);
  for (const [index, position] of positions.entries()) expectNear(result.positions[index]!, position);
  return checked;
}

/** The last mid that there was. */
function midAfter({ bids, asks }: BookEvent, before: number): number {
  const [bid, ask] = [bids[0]?.[0] ?? Number.NaN, asks[0]?.[0] ?? Number.NaN];
  return bid < ask ? (bid + ask) / 2 : before;
}

function expectNear(value: number, expected: number): void {
  if (Number.isNaN(expected)) expect(value).toBeNaN();
  else expect(Math.abs(value - expected)).toBeLessThanOrEqual(ROUNDING * Math.max(1, Math.abs(expected)));
}
