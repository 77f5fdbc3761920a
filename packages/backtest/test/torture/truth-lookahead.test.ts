import type { BacktestContext } from '@orderflow/core';
import { makeTally, SEED, TIMEOUT, times } from '@orderflow/torture';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LOG_MODEL,
  MAKER_MODELS,
  type MakerModel,
  type MarketChunk,
  makeTableLatency,
  Simulation,
} from '../../src/index.ts';
import { chunksOf, type MarketEvent, optionsOf } from '../support/market.ts';
import { INSTRUMENT, LATENCY, randomEvents } from '../support/random-market.ts';
import { FEATURES, type Note, ReflexTrader } from '../support/reflex-trader.ts';

const CASES = 200;
const CHEATS = 40;
const EVENTS = 50;

const tally = makeTally('truth', 'look-ahead');

/** A market up to a moment, and two that may follow. */
const FORKS = fc.array(INSTRUMENT, { minLength: 1, maxLength: 2 }).chain((instruments) =>
  fc.record({
    instruments: fc.constant(instruments),
    past: randomEvents(instruments, EVENTS),
    futures: fc.tuple(randomEvents(instruments, EVENTS), randomEvents(instruments, EVENTS)),
    delayMs: fc.constantFrom(0.25, 1, 30),
    latency: LATENCY,
    makerModel: fc.constantFrom<MakerModel>(...MAKER_MODELS, LOG_MODEL),
    capacity: fc.constantFrom(3, 1000),
  }),
);

type Fork = typeof FORKS extends fc.Arbitrary<infer Value> ? Value : never;

/** What may be wrong with a set-up. */
interface Cheat {
  /** What the strategy looks at beside its context, of all events. */
  readonly peek?: (context: BacktestContext, events: readonly MarketEvent[]) => unknown;
  /** What becomes of the market before it is played. */
  readonly spoil?: (chunk: MarketChunk) => MarketChunk;
}

/** The moment, which lies behind the last event of the past, and before the first of the future. */
function momentOf({ past, delayMs }: Fork): number {
  return past.at(-1)!.at + delayMs / 2;
}

/** All that a strategy saw and did up to the moment, in the market that one of the futures follows. */
function notesOf(fork: Fork, future: 0 | 1, { peek, spoil = (chunk) => chunk }: Cheat = {}): readonly Note[] {
  const { instruments, past, futures, delayMs, latency, makerModel, capacity } = fork;
  const start = past.at(-1)!.at + delayMs;
  const events = [...past, ...futures[future].map((event) => ({ ...event, at: start + event.at }))];
  const trader = new ReflexTrader(peek && ((context) => peek(context, events)));
  const names = instruments.map((_, index) => `I${index}`);
  const rules = Object.fromEntries(instruments.map((instrument, index) => [names[index]!, instrument.rules]));
  const table = makeTableLatency(latency.feedLatencyMs, latency.rows);
  const simulation = new Simulation(trader, optionsOf({ instruments: names, rules, latency: table, makerModel }));
  const chunks = chunksOf(events, { features: FEATURES, instruments: names.length, capacity });
  for (const chunk of chunks) simulation.run(spoil(chunk));
  simulation.finish();
  return trader.notes.filter(({ at }) => at <= momentOf(fork));
}

/** Of so many forks, those in which another future changes what is decided before it. */
function countNoticed(cheat: Cheat): number {
  const decisionsOf = (fork: Fork, future: 0 | 1) =>
    notesOf(fork, future, cheat).filter(({ isDecision }) => isDecision);
  const forks = fc.sample(FORKS, { numRuns: CHEATS, seed: SEED });
  return forks.filter((fork) => JSON.stringify(decisionsOf(fork, 0)) !== JSON.stringify(decisionsOf(fork, 1))).length;
}

describe('what is seen and done up to a moment', () => {
  it('is the same whatever comes after it', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(FORKS, (fork) => {
        const [one, other] = [notesOf(fork, 0), notesOf(fork, 1)];
        expect(other).toEqual(one);
        expect(one.length).toBeGreaterThan(0);
        tally.count('futures that changed nothing');
        tally.count('decisions', one.filter(({ isDecision }) => isDecision).length);
      }),
      { numRuns: times(CASES), seed: SEED },
    );
  });

  it('differs where a strategy has read what comes', () => {
    const peek = ({ timestamp }: BacktestContext, events: readonly MarketEvent[]) =>
      events.find(({ at }) => at > timestamp + 1);
    expect(countNoticed({ peek })).toBeGreaterThan(CHEATS / 4);
  });

  it('differs where features hold an event that is to come', () => {
    const spoil = (chunk: MarketChunk): MarketChunk => ({
      ...chunk,
      features: Object.fromEntries(
        Object.entries(chunk.features).map(([name, values]) => [name, [...values.slice(1), 0]] as const),
      ) as unknown as MarketChunk['features'],
    });
    expect(countNoticed({ spoil })).toBeGreaterThan(CHEATS / 5);
  });

  it('is the same in as many forks when nobody cheats', () => {
    expect(countNoticed({})).toBe(0);
  });
});
