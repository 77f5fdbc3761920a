import type {
  BacktestContext,
  Feature,
  MarketView,
  OrderAmendment,
  OrderRequest,
  OrderView,
  SideView,
} from '@orderflow/core';

/** What a strategy asked for. */
export type Asked =
  | { readonly kind: 'buy' | 'sell'; readonly request: OrderRequest }
  | { readonly kind: 'amend'; readonly id: number; readonly amendment: OrderAmendment }
  | { readonly kind: 'cancel'; readonly id: number };

/** What the market of a fake context looks like. */
export interface FakeMarket {
  readonly bid?: number;
  readonly ask?: number;
  readonly position?: number;
  readonly orders?: readonly OrderView[];
  readonly timestamp?: number;
  readonly features?: Partial<Record<Feature, number>>;
}

/** An order that rests, unless given otherwise. */
export function orderOf(order: Partial<OrderView>): OrderView {
  return {
    id: 0,
    instrument: 'X',
    side: 'buy',
    price: 100,
    size: 1,
    filled: 0,
    status: 'open',
    isChanging: false,
    rejectReason: null,
    ...order,
  };
}

/** A context of one market, and what was asked of it. */
export function fakeContext(market: FakeMarket): { readonly context: BacktestContext; readonly asked: Asked[] } {
  const { bid = 99, ask = 101, position = 0, orders = [], timestamp = 0, features = {} } = market;
  const asked: Asked[] = [];
  const view: MarketView = {
    instrument: 'X',
    book: { id: 1, timestamp, bids: sideOf(bid), asks: sideOf(ask), mid: bid < ask ? (bid + ask) / 2 : Number.NaN },
    trade: { id: Number.NaN, timestamp: Number.NaN, price: Number.NaN, size: 0, sign: 0 },
    position,
    orders,
    feature: (name) => features[name] ?? Number.NaN,
  };
  const send = (kind: 'buy' | 'sell') => (request: OrderRequest) => asked.push({ kind, request }) - 1;
  const context: BacktestContext = {
    timestamp,
    instruments: ['X'],
    market: view,
    marketOf: () => view,
    buy: send('buy'),
    sell: send('sell'),
    amend: (id, amendment) => {
      asked.push({ kind: 'amend', id, amendment });
    },
    cancel: (id) => {
      asked.push({ kind: 'cancel', id });
    },
    setTimer: () => undefined,
  };
  return { context, asked };
}

function sideOf(best: number): SideView {
  return {
    count: 1,
    price: (level) => (level === 0 ? best : Number.NaN),
    size: (level) => (level === 0 ? 1 : 0),
  };
}
