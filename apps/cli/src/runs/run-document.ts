import { bandSpanOf, readSummary } from '@orderflow/backtest';
import type { RunsRepository } from '@orderflow/core';
import { isoTime } from '../backtesting/iso-time.ts';
import {
  equityJsonOf,
  fillJsonOf,
  orderJsonOf,
  roundTripJsonOf,
  runHeadOf,
  summaryJsonOf,
} from '../backtesting/run-json.ts';
import { jsonText } from '../output/json.ts';
import type { ListedRun } from './runs-table.ts';

const BATCH_SIZE = 1000;

/** A stored run in figures, for `--json`. */
function runAsJson({ run, deflations }: ListedRun) {
  const summaries = run.results.map(readSummary);
  return {
    ...runHeadOf(run),
    createdAt: isoTime(run.createdAt),
    hasRows: run.hasRows,
    trials: deflations.map((deflation, index) => ({ makerModel: summaries[index]!.makerModel, ...deflation })),
    band: bandSpanOf(summaries),
  };
}

/** Runs in figures: each with the summaries of its results. */
export function listedAsJson(listed: ListedRun) {
  return { ...runAsJson(listed), results: listed.run.results.map(readSummary).map(summaryJsonOf) };
}

/** A stored run as one JSON document with all its rows, piece by piece. */
export async function* runDocument(listed: ListedRun, repository: RunsRepository): AsyncGenerator<string> {
  const { run } = listed;
  yield `${jsonText(runAsJson(listed), 2).slice(0, -2)},\n  "results": [`;
  for (const [index, { makerModel }] of run.results.entries()) {
    const query = { id: run.id, makerModel, batchSize: BATCH_SIZE };
    const summary = jsonText(summaryJsonOf(readSummary(run.results[index]!)), 2).replaceAll('\n', '\n      ');
    yield `${index === 0 ? '' : ','}\n    {\n      "summary": ${summary},\n`;
    yield* rowsOf('roundTrips', repository.iterateRoundTrips(query), roundTripJsonOf);
    yield* rowsOf('fills', repository.iterateFills(query), fillJsonOf);
    yield* rowsOf('orders', repository.iterateOrders(query), orderJsonOf);
    const equity = await repository.loadEquity(run.id, makerModel);
    yield `      "equity": ${equity === null ? 'null' : jsonText(equityJsonOf(equity))}\n    }`;
  }
  yield '\n  ]\n}\n';
}

async function* rowsOf<Row>(
  name: string,
  batches: AsyncIterable<readonly Row[]>,
  toJson: (row: Row) => unknown,
): AsyncGenerator<string> {
  yield `      "${name}": [`;
  let isFirst = true;
  for await (const batch of batches) {
    yield (isFirst ? '' : ',') + batch.map((row) => `\n        ${jsonText(toJson(row))}`).join(',');
    isFirst = false;
  }
  yield isFirst ? '],\n' : '\n      ],\n';
}
