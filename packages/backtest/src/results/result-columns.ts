import type { SimulationResult } from '../engine/simulation-result.ts';

/**
 * Everything that a result holds as columns of numbers, for hashing: orders, fills, round trips and equity, in a fixed
 * order. Every NaN in them is the same NaN.
 */
export function* resultColumnsOf({ orders, fills, roundTrips, equity }: SimulationResult): Generator<Float64Array> {
  const columns = [
    ...[...orders.columns, ...fills.columns],
    ...Object.entries(roundTrips)
      .sort(byName)
      .map(([, column]) => column as Float64Array),
    ...[Float64Array.of(equity.startTime, equity.intervalMs), equity.values],
  ];
  for (const column of columns) {
    yield Float64Array.of(column.length);
    yield column.map((value) => (Number.isNaN(value) ? Number.NaN : value));
  }
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
