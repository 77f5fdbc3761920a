import fc from 'fast-check';
import { type BacktestOptions, makeTableLatency } from '../../src/index.ts';
import { type MarketEvent, play } from './market.ts';
import { INSTRUMENT, LATENCY, type RandomInstrument, type RandomLatency, randomEvents } from './random-market.ts';
import { ACTIONS, type Actions, RandomTrader } from './random-trader.ts';

/** A market, what is done in it, and how it is played. */
export interface RandomRun {
  readonly instruments: readonly RandomInstrument[];
  readonly events: readonly MarketEvent[];
  readonly actions: Actions;
  readonly latency: RandomLatency;
  readonly capacity: number;
}

/** Runs of one to three instruments and at most so many events. */
export function randomRuns(maxEvents: number): fc.Arbitrary<RandomRun> {
  return fc.array(INSTRUMENT, { minLength: 1, maxLength: 3 }).chain((instruments) =>
    fc.record({
      instruments: fc.constant(instruments),
      events: randomEvents(instruments, maxEvents),
      actions: ACTIONS,
      latency: LATENCY,
      capacity: fc.constantFrom(3, 1000),
    }),
  );
}

/** Plays a run, under other options if they are given. The instruments are `I0`, `I1` and so on. */
export function playRun(run: RandomRun, options: Partial<BacktestOptions>) {
  const { instruments, events, actions, latency, capacity } = run;
  const names = instruments.map((_, index) => `I${index}`);
  const rules = Object.fromEntries(instruments.map((instrument, index) => [names[index]!, instrument.rules]));
  const trader = new RandomTrader(actions, instruments);
  const table = makeTableLatency(latency.feedLatencyMs, latency.rows);
  const fast = play(events, trader, { instruments: names, rules, latency: table, capacity, ...options });
  return { fast, trader, rules, latency: table };
}
