import {
  bandSpanOf,
  countRoundTrips,
  type RoundTrip,
  roundTripAt,
  type SimulationResult,
  summariseResult,
} from '@orderflow/backtest';
import type { FillView } from '@orderflow/core';
import { jsonText } from '../output/json.ts';
import { isoTime } from './iso-time.ts';
import type { BacktestSetup } from './open-market.ts';

/** More would be one long text in memory. */
const ITEMS_A_PIECE = 1000;

/** A backtest as one JSON document, piece by piece: a fill, a round trip and an equity curve a line. */
export function* backtestAsJson(setup: BacktestSetup, results: readonly SimulationResult[]): Generator<string> {
  const head = jsonText(headOf(setup, results), 2);
  yield `${head.slice(0, -2)},\n  "results": [`;
  for (const [index, result] of results.entries()) {
    yield `${index === 0 ? '' : ','}\n    {\n`;
    yield `      "summary": ${indent(jsonText(summaryOf(result), 2))},\n`;
    yield* listOf('roundTrips', countRoundTrips(result.roundTrips), (trip) =>
      roundTripOf(roundTripAt(result.roundTrips, trip), result.instruments),
    );
    yield* listOf('fills', result.fills.count, (fill) => fillOf(result.fills.at(fill)));
    const { startTime, intervalMs, values } = result.equity;
    const equity = { start: isoTime(startTime), intervalMs, values: Array.from(values) };
    yield `      "equity": ${jsonText(equity)}\n    }`;
  }
  yield '\n  ]\n}\n';
}

function headOf({ market, strategy, assumptions, options, name }: BacktestSetup, results: readonly SimulationResult[]) {
  const { fees, latency, initialCash, sampleMs, markoutHorizonsMs, gapSeconds } = assumptions;
  const first = results[0];
  return {
    strategy: name,
    parameters: strategy.parameters,
    data: {
      instruments: market.instruments,
      start: first === undefined ? null : isoTime(first.period.startTime),
      end: first === undefined ? null : isoTime(first.period.endTime),
      books: first?.books ?? 0,
      trades: first?.trades ?? 0,
      skippedBooks: market.skipped.books,
    },
    assumptions: {
      ...{ fees, latency: latency.figures, rules: options.rules, initialCash, sampleMs, markoutHorizonsMs, gapSeconds },
    },
    band: bandSpanOf(results),
  };
}

function summaryOf(result: SimulationResult) {
  const { statistics, ...summary } = summariseResult(result);
  const times = Object.entries(statistics).filter(([name]) => name.endsWith('Time'));
  const written = times.map(([name, time]) => [name, typeof time === 'number' ? isoTime(time) : null]);
  return { ...summary, statistics: { ...statistics, ...Object.fromEntries(written) } };
}

function fillOf({ timestamp, ...fill }: FillView) {
  return { ...fill, timestamp: isoTime(timestamp) };
}

function roundTripOf({ instrument, entryTime, exitTime, ...trip }: RoundTrip, instruments: readonly string[]) {
  const exit = exitTime === null ? null : isoTime(exitTime);
  return { instrument: instruments[instrument], entryTime: isoTime(entryTime), exitTime: exit, ...trip };
}

function* listOf(name: string, count: number, itemAt: (index: number) => unknown): Generator<string> {
  yield `      "${name}": [`;
  for (let first = 0; first < count; first += ITEMS_A_PIECE) {
    const length = Math.min(ITEMS_A_PIECE, count - first);
    const lines = Array.from({ length }, (_, item) => `\n        ${jsonText(itemAt(first + item))}`);
    yield (first === 0 ? '' : ',') + lines.join(',');
  }
  yield count === 0 ? '],\n' : '\n      ],\n';
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n      ');
}
