import {
  bandSpanOf,
  countRoundTrips,
  type Deflation,
  readSummary,
  roundTripAt,
  type SimulationResult,
  summariseResult,
} from '@orderflow/backtest';
import type { NewRun } from '@orderflow/core';
import { jsonText } from '../output/json.ts';
import { equityJsonOf, fillJsonOf, roundTripJsonOf, runHeadOf, summaryJsonOf } from './run-json.ts';

/** More would be one long text in memory. */
const ITEMS_A_PIECE = 1000;

/** A run that was played just now, and what is known of it. */
export interface PrintedRun {
  readonly run: NewRun;
  readonly results: readonly SimulationResult[];
  /** What the number of trials does to each result. */
  readonly deflations: readonly Deflation[];
}

/** A backtest as one JSON document, piece by piece: a fill, a round trip and an equity curve a line. */
export function* backtestAsJson({ run, results, deflations }: PrintedRun): Generator<string> {
  const band = bandSpanOf(run.results.map(readSummary));
  const head = jsonText({ ...runHeadOf(run), trials: trialsOf(results, deflations), band }, 2);
  yield `${head.slice(0, -2)},\n  "results": [`;
  for (const [index, result] of results.entries()) {
    yield `${index === 0 ? '' : ','}\n    {\n`;
    yield `      "summary": ${indent(jsonText(summaryJsonOf(summariseResult(result)), 2))},\n`;
    yield* listOf('roundTrips', countRoundTrips(result.roundTrips), (trip) => {
      const { instrument, ...rest } = roundTripAt(result.roundTrips, trip);
      return roundTripJsonOf({ instrument: result.instruments[instrument]!, ...rest });
    });
    yield* listOf('fills', result.fills.count, (fill) => fillJsonOf(result.fills.at(fill)));
    yield `      "equity": ${jsonText(equityJsonOf(result.equity))}\n    }`;
  }
  yield '\n  ]\n}\n';
}

function trialsOf(results: readonly SimulationResult[], deflations: readonly Deflation[]) {
  return results.map(({ makerModel }, index) => ({ makerModel, ...deflations[index]! }));
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
