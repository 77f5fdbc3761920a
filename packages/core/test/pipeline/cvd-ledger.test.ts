import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CvdLedger } from '../../src/pipeline/cvd-ledger.ts';

const AT_10 = { timestamp: 10, nanoseconds: 0 };

/** A trade or a snapshot of one of two instruments; in time order. */
const event = fc.record({
  step: fc.nat(2),
  isTrade: fc.boolean(),
  instrument: fc.constantFrom('A', 'B'),
  size: fc.integer({ min: -9, max: 9 }),
});

describe('CvdLedger', () => {
  it('counts a trade at once where matching is by window', () => {
    const ledger = new CvdLedger('window', [], null);
    const account = ledger.accountOf('A');
    ledger.take(account, 3, 1, false);
    ledger.take(account, -1, 2, true);
    expect(ledger.settle(account)).toBe(2);
    expect(ledger.settle(account)).toBe(2);
    expect(ledger.toStates()).toEqual([{ instrument: 'A', sum: 2, compensation: 0, lastTradeId: 2, waiting: [] }]);
  });

  it('keeps what rounding takes', () => {
    const ledger = new CvdLedger('window', [], null);
    const account = ledger.accountOf('A');
    // 1 + 1e100 + 1 - 1e100 is 2; plain additions give 0.
    for (const size of [1, 1e100, 1, -1e100]) ledger.take(account, size, 1, true);
    expect(ledger.settle(account)).toBe(2);
  });

  it('lets trades of a snapshot’s own time wait for it, where matching is exact', () => {
    const ledger = new CvdLedger('exact', [], null);
    const [a, b] = [ledger.accountOf('A'), ledger.accountOf('B')];
    ledger.moveTo(10, 0);
    ledger.take(a, 5, 1, false);
    ledger.take(a, 3, 2, true);
    ledger.take(b, 8, 3, true);
    expect(ledger.settle(a)).toBe(3);
    expect(ledger.toStates()).toMatchObject([
      { instrument: 'A', sum: 3, lastTradeId: 2, waiting: [] },
      { instrument: 'B', sum: 0, lastTradeId: 3, waiting: [8] },
    ]);
    ledger.moveTo(10, 0);
    expect(ledger.settle(b)).toBe(8);
    expect(ledger.settle(a)).toBe(3);
  });

  it('drops what waits for a time that is over, a nanosecond later even', () => {
    for (const [timestamp, nanoseconds] of [
      [11, 0],
      [10, 1],
    ] as const) {
      const ledger = new CvdLedger('exact', [], null);
      const account = ledger.accountOf('A');
      ledger.moveTo(10, 0);
      ledger.take(account, 3, 1, true);
      ledger.moveTo(timestamp, nanoseconds);
      expect(ledger.settle(account)).toBe(0);
    }
  });

  it('goes on with what waits since the position, and only there', () => {
    const state = { instrument: 'A', sum: 1, compensation: 0, lastTradeId: 4, waiting: [2, 0.5] };
    const here = new CvdLedger('exact', [state], AT_10);
    here.moveTo(10, 0);
    expect(here.settle(here.accountOf('A'))).toBe(3.5);
    const later = new CvdLedger('exact', [state], AT_10);
    later.moveTo(10, 1);
    expect(later.settle(later.accountOf('A'))).toBe(1);
    expect(state.waiting).toEqual([2, 0.5]);
  });

  it('comes to the same when it stops and goes on anywhere', () => {
    fc.assert(
      fc.property(
        fc.array(event),
        fc.nat(),
        fc.constantFrom('window' as const, 'exact' as const),
        (events, at, matching) => {
          const run = (stopAt: number) => {
            let ledger = new CvdLedger(matching, [], null);
            let time = 0;
            return events.map(({ step, isTrade, instrument, size }, index) => {
              if (index === stopAt)
                ledger = new CvdLedger(matching, ledger.toStates(), { timestamp: time, nanoseconds: 0 });
              time += step;
              ledger.moveTo(time, 0);
              const account = ledger.accountOf(instrument);
              if (isTrade) ledger.take(account, size, index, true);
              else return [ledger.settle(account), ledger.toStates()];
              return null;
            });
          };
          expect(run(at % (events.length + 1))).toEqual(run(-1));
        },
      ),
      { seed: 11, numRuns: 500 },
    );
  });
});
