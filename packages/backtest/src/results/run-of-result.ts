import type { FillView, JsonObject, OrderRecord, RoundTripRecord, RunResult, RunRows } from '@orderflow/core';
import type { SimulationResult } from '../engine/simulation-result.ts';
import { countRoundTrips, roundTripAt } from '../money/round-trip.ts';
import { summariseResult } from './result-summary.ts';

/** What a run stores of a result beside its rows. */
export function runResultOf(result: SimulationResult): RunResult {
  const { makerModel, orders, fills, pnl, statistics, equity } = result;
  // As JSON would read back: what is no number there is null.
  const summary: JsonObject = JSON.parse(JSON.stringify(summariseResult(result)));
  return {
    makerModel,
    pnl: pnl.pnl,
    orders: orders.count,
    fills: fills.count,
    roundTrips: statistics.roundTripCount,
    sharpePerPeriod: statistics.sharpePerPeriod,
    sampleMs: equity.intervalMs,
    summary,
  };
}

/** The rows that a run stores of a result, made as they are asked for. */
export function runRowsOf(result: SimulationResult): RunRows {
  return { orders: ordersOf(result), fills: fillsOf(result), roundTrips: roundTripsOf(result), equity: result.equity };
}

function* ordersOf({ orders }: SimulationResult): Generator<OrderRecord> {
  for (let id = 0; id < orders.count; id++) yield orders.at(id);
}

function* fillsOf({ fills }: SimulationResult): Generator<FillView> {
  for (let index = 0; index < fills.count; index++) yield fills.at(index);
}

function* roundTripsOf({ roundTrips, instruments }: SimulationResult): Generator<RoundTripRecord> {
  for (let index = 0; index < countRoundTrips(roundTrips); index++) {
    const { instrument, ...trip } = roundTripAt(roundTrips, index);
    yield { instrument: instruments[instrument]!, ...trip };
  }
}
