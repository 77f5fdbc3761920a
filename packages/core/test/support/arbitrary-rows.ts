import fc from 'fast-check';
import type { MarketBookRow, MarketTradeRow } from '../../src/index.ts';
import { START } from './rows.ts';

/** A row that has no id yet. */
export type Unplaced<Row> = Omit<Row, 'id'>;

/** Steps of time that rows lie at. */
const STEPS = 12;

/** Few times, so that ties are common, in two formats; some are a nanosecond behind a millisecond, some unreadable. */
function timestampsEvery(stepMs: number): fc.Arbitrary<string | null> {
  const at = fc.nat(STEPS).map((step) => START + step * stepMs);
  return fc.oneof(
    { weight: 8, arbitrary: at.map(String) },
    { weight: 4, arbitrary: fc.tuple(at, fc.nat(1)).map(([ms, nanos]) => `${ms}00000${nanos}`) },
    { weight: 1, arbitrary: fc.constantFrom(null, 'never', '') },
  );
}

const instrument = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('A', 'A', 'A', 'B') },
  { weight: 1, arbitrary: fc.constantFrom('C', null) },
);

const level = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat(4));
const side = fc.oneof(
  { weight: 12, arbitrary: fc.array(level, { maxLength: 4 }).map((levels) => JSON.stringify(levels)) },
  { weight: 1, arbitrary: fc.constantFrom('unreadable', '[[1,-1]]', '', null) },
);

/** Book rows: unsorted levels, empty sides, crossed books, bad rows. */
export function bookRowsEvery(stepMs: number): fc.Arbitrary<Unplaced<MarketBookRow>> {
  return fc.record({ instrument, bids: side, asks: side, timestamp: timestampsEvery(stepMs) });
}

/** Trade rows with whole sizes, some of them bad. */
export function tradeRowsEvery(stepMs: number): fc.Arbitrary<Unplaced<MarketTradeRow>> {
  return fc.record({
    instrument,
    tradeId: fc.constant(null),
    price: fc.oneof({ weight: 15, arbitrary: fc.constant(10) }, fc.constantFrom(0, null)),
    size: fc.oneof({ weight: 15, arbitrary: fc.integer({ min: 1, max: 1000 }) }, fc.constantFrom(-1, null)),
    side: fc.oneof({ weight: 15, arbitrary: fc.constantFrom('buy', 'Sell', 'BUY') }, fc.constantFrom('', null)),
    timestamp: timestampsEvery(stepMs),
  });
}
