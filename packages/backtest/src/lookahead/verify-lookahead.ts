import { type BacktestStrategy, type CancellationSignal, OrderflowError } from '@orderflow/core';
import type { BacktestOptions } from '../engine/backtest-options.ts';
import { Simulation } from '../engine/simulation.ts';
import type { Market } from '../market/market.ts';
import type { MarketChunk } from '../market/market-chunk.ts';
import { MarketClock } from '../market/market-clock.ts';
import { type Decision, recordDecisions } from './decision-recorder.ts';
import { ScrambledMarket, type ScrambleOptions } from './scrambled-market.ts';

/** How to look for look-ahead. */
export interface LookaheadOptions
  extends Omit<BacktestOptions, 'instruments' | 'originMs'>,
    Omit<ScrambleOptions, 'after'> {
  /** The moments after which everything is scrambled, epoch milliseconds. */
  readonly moments: readonly number[];
  /** Called after each time that the market was played, of one time more than there are moments. */
  readonly onProgress?: (played: number, total: number) => void;
  /** Ends early, between two moments: the findings are those so far. */
  readonly signal?: CancellationSignal;
}

/** What was found at one moment. */
export interface LookaheadFinding {
  /** Epoch milliseconds. */
  readonly moment: number;
  /** Decisions up to the moment. */
  readonly decisions: number;
  /** The first decision that another future changed; null where there is none. */
  readonly difference: LookaheadDifference | null;
}

/** A decision that another future changed. */
export interface LookaheadDifference {
  /** The earlier of both, epoch milliseconds. */
  readonly timestamp: number;
  /** Its number among all decisions, from 0. */
  readonly decision: number;
  /** What was decided, and when; `nothing` and null where the decisions had ended. */
  readonly with: string;
  readonly withTimestamp: number | null;
  /** The same with the other future. */
  readonly without: string;
  readonly withoutTimestamp: number | null;
}

/**
 * Proves that a strategy does not see the future: for each moment it plays a market whose future after the moment is
 * another, and compares every decision up to it. `makeStrategy` is given the market that is played.
 * @throws OrderflowError `bad-argument` without a moment.
 */
export async function verifyLookahead(
  market: Market,
  makeStrategy: (market: Market) => BacktestStrategy | Promise<BacktestStrategy>,
  { moments, onProgress, signal, ...options }: LookaheadOptions,
): Promise<readonly LookaheadFinding[]> {
  if (moments.length === 0) throw new OrderflowError('bad-argument', 'give a moment or more to scramble after');
  const whole = await decide(market, makeStrategy, options, Math.max(...moments));
  const findings: LookaheadFinding[] = [];
  for (const moment of moments) {
    onProgress?.(findings.length + 1, moments.length + 1);
    if (signal?.aborted === true) return findings;
    const scrambled = new ScrambledMarket(market, { ...options, after: moment });
    findings.push(compare(moment, whole, await decide(scrambled, makeStrategy, options, moment)));
  }
  onProgress?.(findings.length + 1, moments.length + 1);
  return findings;
}

/** All decisions up to a moment. */
async function decide(
  market: Market,
  makeStrategy: (market: Market) => BacktestStrategy | Promise<BacktestStrategy>,
  options: Omit<LookaheadOptions, 'moments' | 'onProgress' | 'signal'>,
  until: number,
): Promise<readonly Decision[]> {
  const decisions: Decision[] = [];
  const { instruments, originMs } = market;
  const strategy = recordDecisions(await makeStrategy(market), decisions);
  const simulation = new Simulation(strategy, { ...options, instruments, originMs });
  const clock = new MarketClock(originMs);
  // Everything up to the moment has been decided once an event behind it is delivered.
  const end = clock.ofMs(until + options.latency.feedLatencyMs);
  for await (const chunk of market.chunks()) {
    simulation.run(chunk);
    if (lastClock(chunk) > end) return decisions;
  }
  simulation.finish();
  return decisions;
}

function lastClock({ clocks, count }: MarketChunk): number {
  return clocks[count - 1]!;
}

function compare(moment: number, whole: readonly Decision[], other: readonly Decision[]): LookaheadFinding {
  const [before, after] = [whole, other].map((all) => all.filter(({ timestamp }) => timestamp <= moment));
  const length = Math.max(before!.length, after!.length);
  for (let index = 0; index < length; index++) {
    const [one, two] = [before![index], after![index]];
    if (one?.timestamp === two?.timestamp && one?.what === two?.what) continue;
    const timestamp = Math.min(one?.timestamp ?? Number.POSITIVE_INFINITY, two?.timestamp ?? Number.POSITIVE_INFINITY);
    const difference = {
      ...{ timestamp, decision: index, with: one?.what ?? 'nothing', without: two?.what ?? 'nothing' },
      ...{ withTimestamp: one?.timestamp ?? null, withoutTimestamp: two?.timestamp ?? null },
    };
    return { moment, decisions: before!.length, difference };
  }
  return { moment, decisions: before!.length, difference: null };
}
