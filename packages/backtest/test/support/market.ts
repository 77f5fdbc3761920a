import type { BacktestContext, BacktestStrategy, Feature, LevelSide } from '@orderflow/core';
import {
  type BacktestOptions,
  ChunkBuilder,
  CROSS,
  type MarketChunk,
  makeBpsFees,
  makeConstantLatency,
  Simulation,
  type SimulationResult,
} from '../../src/index.ts';

/** Price and size of levels, best first. */
export type Levels = readonly (readonly [number, number])[];

/** A book or a trade at a time in milliseconds. */
export type MarketEvent =
  | { readonly at: number; readonly bids: Levels; readonly asks: Levels; readonly instrument?: number }
  | {
      readonly at: number;
      readonly price: number;
      readonly size: number;
      readonly sign: number;
      readonly instrument?: number;
    };

export function book(at: number, bids: Levels, asks: Levels, instrument = 0): MarketEvent {
  return { at, bids, asks, instrument };
}

export function buyTrade(at: number, price: number, size: number, instrument = 0): MarketEvent {
  return { at, price, size, sign: 1, instrument };
}

export function sellTrade(at: number, price: number, size: number, instrument = 0): MarketEvent {
  return { at, price, size, sign: -1, instrument };
}

function sideOf(levels: Levels): LevelSide {
  const [prices, sizes] = [0, 1].map((field) => Float64Array.from(levels, (level) => level[field]!));
  return { count: levels.length, prices: prices!, sizes: sizes! };
}

export interface ChunkOptions {
  readonly features?: readonly Feature[];
  readonly instruments?: number;
  readonly capacity?: number;
}

/** Chunks of events, with row ids from 1 on in the order of the events, books and trades apart. */
export function chunksOf(events: readonly MarketEvent[], options: ChunkOptions = {}): readonly MarketChunk[] {
  const { features = [], instruments = 1, capacity = 1024 } = options;
  const builder = new ChunkBuilder({ features, instruments, capacity, gapNs: 60e9 });
  const chunks: MarketChunk[] = [];
  const ids = { book: 0, trade: 0 };
  for (const event of events) {
    if (builder.isFull) chunks.push(builder.build());
    const { at, instrument = 0 } = event;
    if ('bids' in event) builder.addBook(instrument, at * 1e6, ++ids.book, sideOf(event.bids), sideOf(event.asks));
    else builder.addTrade(instrument, at * 1e6, ++ids.trade, event);
  }
  return [...chunks, builder.build()];
}

/** Options without fees or latency, for one instrument, unless given. */
export function optionsOf(options: Partial<BacktestOptions> = {}): BacktestOptions {
  return {
    instruments: ['X'],
    fees: makeBpsFees({ makerFeeBps: 0, takerFeeBps: 0 }),
    latency: makeConstantLatency({ feedLatencyMs: 0, orderLatencyMs: 0, responseLatencyMs: 0 }),
    makerModel: CROSS,
    initialCash: 0,
    sampleMs: 1000,
    originMs: 0,
    ...options,
  };
}

/** Plays events to a strategy. */
export function play(
  events: readonly MarketEvent[],
  strategy: Partial<BacktestStrategy>,
  options: Partial<BacktestOptions> & Omit<ChunkOptions, 'instruments'> = {},
): SimulationResult {
  const all = optionsOf(options);
  const simulation = new Simulation({ name: 'test', ...strategy }, all);
  for (const chunk of chunksOf(events, { ...options, instruments: all.instruments.length })) simulation.run(chunk);
  return simulation.finish();
}

/** A strategy that acts at times of its own clock, in milliseconds. */
export function actAt(actions: Readonly<Record<number, (context: BacktestContext) => void>>): BacktestStrategy {
  return {
    name: 'script',
    onStart(context) {
      for (const time of Object.keys(actions)) context.setTimer(Number(time), Number(time));
    },
    onTimer: (context, key) => actions[key]!(context),
  };
}

/** Every fill as price x size, in order. */
export function fillsOf({ fills }: SimulationResult): readonly (readonly [number, number])[] {
  return Array.from({ length: fills.count }, (_, index) => [fills.prices.at(index), fills.sizes.at(index)] as const);
}
