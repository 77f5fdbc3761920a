import { NumberColumn } from '../engine/number-column.ts';
import type { RoundTripColumns } from './round-trip.ts';

/** One round trip as numbers, one for each column. */
export type RoundTripRow = Readonly<Record<keyof RoundTripColumns, number>>;

/** Collects round trips row by row. */
export class RoundTripLog {
  readonly #columns = mapColumns(() => new NumberColumn());

  /** Adds a round trip that has ended. */
  push(row: RoundTripRow): void {
    mapColumns((name) => this.#columns[name].push(row[name]));
  }

  /** All so far, and then those that are still open; later ones do not change it. */
  toColumns(open: readonly RoundTripRow[]): RoundTripColumns {
    return mapColumns((name) => {
      const closed = this.#columns[name].values;
      const values = new Float64Array(closed.length + open.length);
      values.set(closed);
      for (const [index, row] of open.entries()) values[closed.length + index] = row[name];
      return values;
    });
  }
}

function mapColumns<T>(make: (name: keyof RoundTripColumns) => T): Record<keyof RoundTripColumns, T> {
  return {
    instruments: make('instruments'),
    signs: make('signs'),
    entryTimes: make('entryTimes'),
    exitTimes: make('exitTimes'),
    peakSizes: make('peakSizes'),
    entryPrices: make('entryPrices'),
    exitPrices: make('exitPrices'),
    grossPnls: make('grossPnls'),
    fees: make('fees'),
    netPnls: make('netPnls'),
    notionals: make('notionals'),
    fillCounts: make('fillCounts'),
    firstFills: make('firstFills'),
    lastFills: make('lastFills'),
  };
}
