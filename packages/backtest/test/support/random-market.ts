import fc from 'fast-check';
import type { InstrumentRules, LatencyRow } from '../../src/index.ts';
import type { Levels, MarketEvent } from './market.ts';

/** A decimal step, as digits and a power of ten: 0.25 is 25 and 2. */
export interface Step {
  readonly digits: number;
  readonly decimals: number;
}

/** So many steps, as the number that their decimal is read as. */
export function stepsOf({ digits, decimals }: Step, count: number): number {
  return Number(`${count * digits}e-${decimals}`);
}

/** An instrument and the grids that its random prices and sizes lie on; its rules may demand less. */
export interface RandomInstrument {
  readonly tick: Step;
  readonly lot: Step;
  readonly rules: InstrumentRules;
}

const TICKS: readonly Step[] = [
  ...[1, 5, 25, 3].map((digits) => ({ digits, decimals: 2 })),
  ...[1, 3, 7].map((digits) => ({ digits, decimals: 1 })),
  ...[1, 5].map((digits) => ({ digits, decimals: 0 })),
];
const LOTS: readonly Step[] = [
  { digits: 1, decimals: 1 },
  { digits: 1, decimals: 3 },
  { digits: 3, decimals: 1 },
  { digits: 25, decimals: 2 },
  { digits: 1, decimals: 0 },
];

/** The middle of the ladder of prices, in ticks. */
export const MIDDLE = 1000;

export const INSTRUMENT: fc.Arbitrary<RandomInstrument> = fc
  .record({
    tick: fc.constantFrom(...TICKS),
    lot: fc.constantFrom(...LOTS),
    isOnTick: fc.boolean(),
    isOnLot: fc.boolean(),
    /** Sizes may be some lots, or millions of them. */
    lotDecimals: fc.constantFrom(0, 0, 7),
    maxPosition: fc.constantFrom(...Array<number>(5).fill(Number.POSITIVE_INFINITY), 10, 15, 30),
    canShort: fc.constantFrom(...Array<boolean>(6).fill(true), false),
    contractSize: fc.constantFrom(1, 1, 0.01, 50),
  })
  .map(({ tick, lot, isOnTick, isOnLot, lotDecimals, maxPosition, ...rules }) => ({
    tick,
    lot,
    rules: {
      tickSize: isOnTick ? stepsOf(tick, 1) : 0,
      lotSize: isOnLot ? stepsOf({ ...lot, decimals: lot.decimals + lotDecimals }, 1) : 0,
      maxPosition: maxPosition === Number.POSITIVE_INFINITY ? maxPosition : stepsOf(lot, maxPosition),
      ...rules,
    },
  }));

const LEVEL = fc.record({ step: fc.constantFrom(1, 1, 1, 2), lots: fc.constantFrom(1, 2, 3, 4, 5, 6, 9, 14) });
const DEEP = fc.array(LEVEL, { minLength: 2, maxLength: 6, size: 'max' });
const LEVELS = fc.oneof({ weight: 7, arbitrary: DEEP }, { weight: 2, arbitrary: fc.array(LEVEL, { maxLength: 2 }) });

/** Tenths of a lot beside whole lots. */
const CRUMBS = fc.constantFrom(0, 0, 0, 3, 7);
const SIGN = fc.constantFrom(1, -1);

/** Books move and gap: thin, deep, empty, locked and crossed; trades happen anywhere. */
const WILD = fc.oneof(
  fc.record({
    bid: fc.constantFrom(-2, -1, 0, 0, 0, 1, 2),
    spread: fc.constantFrom(1, 1, 1, 1, 1, 2, 2, 3, 0, -1, -2),
    bids: LEVELS,
    asks: LEVELS,
    crumbs: CRUMBS,
  }),
  fc.record({
    price: fc.constantFrom(-4, -3, -2, -2, -1, -1, -1, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 4, 5),
    lots: fc.integer({ min: 1, max: 15 }),
    crumbs: CRUMBS,
    sign: SIGN,
  }),
);
/** The best prices stay, their queues change; small trades work through them. */
const CALM = fc.oneof(
  fc.record({
    bid: fc.constantFrom(0, 0, 0, 0, 0, 0, 1),
    spread: fc.constantFrom(1, 1, 1, 1, 2),
    bids: DEEP,
    asks: DEEP,
    crumbs: CRUMBS,
  }),
  fc.record({
    price: fc.constantFrom(-1, 0, 0, 0, 0, 1, 1, 1, 1, 2),
    lots: fc.integer({ min: 1, max: 4 }),
    crumbs: CRUMBS,
    sign: SIGN,
  }),
);

type What = typeof WILD extends fc.Arbitrary<infer Value> ? Value : never;

function stepOf(what: fc.Arbitrary<What>) {
  return fc.record({ gapMs: fc.constantFrom(0, 0, 0.25, 1, 1, 3, 40), place: fc.nat(2), what });
}

/** A market of the instruments that is wild or calm, in the order of time; many events share theirs. */
export function randomEvents(
  instruments: readonly RandomInstrument[],
  maxLength: number,
): fc.Arbitrary<readonly MarketEvent[]> {
  const length = { minLength: Math.ceil(maxLength / 3), maxLength, size: 'max' } as const;
  return fc.oneof(fc.array(stepOf(WILD), length), fc.array(stepOf(CALM), length)).map((steps) => {
    let at = 0;
    return steps.map(({ gapMs, place, what }) => {
      at += gapMs;
      const instrument = place % instruments.length;
      return eventOf(instruments[instrument]!, what, at, instrument);
    });
  });
}

function eventOf({ tick, lot }: RandomInstrument, what: What, at: number, instrument: number): MarketEvent {
  const tenth = { digits: lot.digits, decimals: lot.decimals + 1 };
  const size = (lots: number) => stepsOf(tenth, 10 * lots + what.crumbs);
  if ('price' in what) {
    return { at, instrument, price: stepsOf(tick, MIDDLE + what.price), size: size(what.lots), sign: what.sign };
  }
  const side = (
    levels: readonly { readonly step: number; readonly lots: number }[],
    best: number,
    sign: number,
  ): Levels => {
    let price = best - sign;
    return levels.map(({ step, lots }) => {
      price += sign * step;
      return [stepsOf(tick, price), size(lots)] as const;
    });
  };
  const bid = MIDDLE + what.bid;
  return { at, instrument, bids: side(what.bids, bid, -1), asks: side(what.asks, bid + what.spread, 1) };
}

/** The latencies of a simulation, and the table of the two that may change. */
export interface RandomLatency {
  readonly feedLatencyMs: number;
  readonly rows: readonly LatencyRow[];
}

/** Latencies that stay, with one row, or move. */
export const LATENCY: fc.Arbitrary<RandomLatency> = fc
  .record({
    feedLatencyMs: fc.constantFrom(0, 0, 0.5, 4),
    rows: fc.array(
      fc.record({
        gap: fc.integer({ min: 12, max: 30 }),
        order: fc.constantFrom(0, 0, 0.25, 1, 3, 10),
        response: fc.constantFrom(0, 0, 1, 6, 40),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ feedLatencyMs, rows }) => {
    let requestTime = 0;
    return {
      feedLatencyMs,
      rows: rows.map(({ gap, order, response }) => {
        requestTime += gap;
        return { requestTime, exchangeTime: requestTime + order, responseTime: requestTime + order + response };
      }),
    };
  });
