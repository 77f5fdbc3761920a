import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Account, countRoundTrips, type RoundTrip, roundTripAt } from '../../src/index.ts';
import { accountAfter } from '../support/round-trips.ts';
import { SlowLedger } from './slow-ledger.ts';

function tripsOf(account: Account): RoundTrip[] {
  const columns = account.toRoundTrips();
  return Array.from({ length: countRoundTrips(columns) }, (_, index) => roundTripAt(columns, index));
}

describe('an account', () => {
  it('moves cash, position and fees at once', () => {
    // 1000 - 2 x 100 - 1 = 799; equity at a mid of 105: 799 + 2 x 105 = 1009.
    const account = accountAfter(new Account(1000, [{}]), [[0, 1, 100, 2, 1, 5]]);
    account.mark(0, 105);
    expect(account).toMatchObject({ initialCash: 1000, cash: 799, fees: 1, equity: 1009, fillCount: 1 });
    expect(account.holdingOf(0)).toMatchObject({ position: 2, averagePrice: 100, fees: 1, realisedPnl: 0 });
  });

  it('is paid by rebates', () => {
    const account = accountAfter(new Account(1000, [{}]), [[0, 1, 100, 2, -1, 5]]);
    expect(account).toMatchObject({ cash: 801, fees: -1 });
  });

  it('realises profit by average cost and by FIFO', () => {
    // Buy 1 at 100, 1 at 110, sell 1 at 120. Average cost 105: 120 - 105 = 15; first in at 100: 20. Held: 105 or 110.
    const account = accountAfter(new Account(0, [{ lotSize: 1 }]), [
      [0, 1, 100, 1, 0, 1],
      [0, 1, 110, 1, 0, 2],
      [0, -1, 120, 1, 0, 3],
    ]);
    expect(account.holdingOf(0)).toMatchObject({
      position: 1,
      averagePrice: 105,
      realisedPnl: 15,
      fifoRealisedPnl: 20,
    });
    // Sell the other at 90: 90 - 105 = -15 or 90 - 110 = -20; both end at 120 + 90 - 100 - 110 = 0.
    accountAfter(account, [[0, -1, 90, 1, 0, 4]]);
    expect(account).toMatchObject({ realisedPnl: 0, fifoRealisedPnl: 0 });
  });

  it('turns a position over through zero', () => {
    // Long 2 at 100, sell 5 at 110: 2 x 10 = 20 realised, short 3 at 110; buy 3 at 100: 30 more.
    const account = accountAfter(new Account(0, [{}]), [
      [0, 1, 100, 2, 0, 1],
      [0, -1, 110, 5, 0, 2],
    ]);
    expect(account.holdingOf(0)).toMatchObject({
      position: -3,
      averagePrice: 110,
      realisedPnl: 20,
      fifoRealisedPnl: 20,
    });
    accountAfter(account, [[0, 1, 100, 3, 0, 3]]);
    expect(account.holdingOf(0)).toMatchObject({
      position: 0,
      averagePrice: null,
      realisedPnl: 50,
      fifoRealisedPnl: 50,
    });
  });

  it('counts contracts by what they hold, several instruments together', () => {
    // Buy 3 contracts of 0.01 at 50,000: 1,500; sell 2 at 10: 20. At 51,000 and 9: 1,530 - 18.
    const account = accountAfter(new Account(2000, [{ lotSize: 1, contractSize: 0.01 }, {}]), [
      [0, 1, 50_000, 3, 0, 1],
      [1, -1, 10, 2, 0, 1],
    ]);
    expect(account.cash).toBe(520);
    account.mark(0, 51_000);
    account.mark(1, 9);
    expect(account.equity).toBe(520 + 1530 - 18);
    accountAfter(account, [[0, -1, 51_000, 3, 0, 2]]);
    expect(account.holdingOf(0)).toMatchObject({ realisedPnl: 30, fifoRealisedPnl: 30, position: 0 });
    expect(account.realisedPnl).toBe(30);
  });

  it('is worth its cash where nothing is held, and nothing that is known where a mid is missing', () => {
    const account = new Account(1000, [{}]);
    expect(account.equity).toBe(1000);
    accountAfter(account, [[0, 1, 100, 1, 0, 1]]);
    expect(account.equity).toBeNaN();
    account.mark(0, 101);
    account.mark(0, Number.NaN);
    expect(account.equity).toBe(1001);
  });

  it('is exactly flat after decimals that do not cancel out as doubles', () => {
    // 0.1 + 0.2 - 0.3 = 5.55e-17 in doubles.
    for (const lotSize of [0, 0.1, 1e-8]) {
      const account = accountAfter(new Account(0, [{ lotSize }]), [
        [0, 1, 100, 0.1, 0, 1],
        [0, 1, 100, 0.2, 0, 2],
        [0, -1, 100, 0.3, 0, 3],
      ]);
      expect(account.holdingOf(0).position).toBe(0);
      expect(tripsOf(account)).toMatchObject([{ isOpen: false, exitTime: 3 }]);
    }
  });

  it('carries nothing of what was left to rounding into the next position', () => {
    const account = accountAfter(new Account(0, [{}]), [
      [0, 1, 100, 0.1, 0, 1],
      [0, 1, 100, 0.2, 0, 2],
      [0, -1, 100, 0.3, 0, 3],
      [0, 1, 100, 1e-15, 0, 4],
    ]);
    expect(account.holdingOf(0).position).toBe(1e-15);
  });

  it('keeps a lot that is small beside what was held', () => {
    const account = accountAfter(new Account(0, [{ lotSize: 1e-8 }]), [
      [0, 1, 1, 100_000, 0, 1],
      [0, -1, 1, 99_999.99999999, 0, 2],
    ]);
    expect(account.holdingOf(0).position).toBe(1e-8);
  });

  it('refuses what is no fill, and stays as it was', () => {
    const account = new Account(100, [{}]);
    const fill = { instrument: 0, sign: 1, price: 10, size: 1, fee: 0, timestamp: 0 };
    for (const broken of [{ size: 0 }, { size: Number.NaN }, { price: Number.NaN }, { sign: 0 }, { fee: Number.NaN }]) {
      expect(() => account.applyFill({ ...fill, ...broken })).toThrow('fill 0 is {');
    }
    expect(account).toMatchObject({ cash: 100, fillCount: 0 });
  });

  it('refuses cash, lots and contracts that are none', () => {
    expect(() => new Account(Number.NaN, [])).toThrow('the cash to start with is NaN');
    expect(() => new Account(0, [{ contractSize: 0 }])).toThrow('contractSize is 0');
    expect(() => new Account(0, [{ lotSize: -1 }])).toThrow('lotSize is -1');
  });
});

describe('round trips', () => {
  it('go from flat to flat', () => {
    // Buy 1 at 100, 3 at 104, sell 2 at 110, 2 at 108. Entry (100 + 312) / 4 = 103, exit (220 + 216) / 4 = 109;
    // gross 436 - 412 = 24, fees 4 x 0.5.
    const account = accountAfter(new Account(0, [{}]), [
      [0, 1, 100, 1, 0.5, 10],
      [0, 1, 104, 3, 0.5, 20],
      [0, -1, 110, 2, 0.5, 30],
      [0, -1, 108, 2, 0.5, 40],
    ]);
    expect(tripsOf(account)).toEqual([
      {
        instrument: 0,
        side: 'buy',
        entryTime: 10,
        exitTime: 40,
        isOpen: false,
        peakSize: 4,
        averageEntryPrice: 103,
        averageExitPrice: 109,
        grossPnl: 24,
        fees: 2,
        netPnl: 22,
        notional: 848,
        fillCount: 4,
        firstFill: 0,
        lastFill: 3,
      },
    ]);
  });

  it('have a peak of their own', () => {
    const account = accountAfter(new Account(0, [{}]), [
      [0, 1, 100, 5, 0, 1],
      [0, -1, 100, 5, 0, 2],
      [0, 1, 100, 2, 0, 3],
      [0, 1, 100, 1, 0, 4],
      [0, -1, 100, 3, 0, 5],
    ]);
    expect(tripsOf(account).map(({ peakSize }) => peakSize)).toEqual([5, 3]);
  });

  it('share a fill that turns the position over, and its fee by size', () => {
    // Sell 3 at 100 with a fee of 3: 1 closes the long from 90 (gross 10), 2 open a short, which 2 at 95 close (gross
    // 10). Fees: 1 + 3 / 3 = 2 and 2 + 1 = 3.
    const account = accountAfter(new Account(0, [{}]), [
      [0, 1, 90, 1, 1, 10],
      [0, -1, 100, 3, 3, 20],
      [0, 1, 95, 2, 1, 30],
    ]);
    const [long, short] = tripsOf(account);
    expect(long).toMatchObject({ side: 'buy', entryTime: 10, exitTime: 20, grossPnl: 10, fees: 2, netPnl: 8 });
    expect(long).toMatchObject({ firstFill: 0, lastFill: 1, fillCount: 2, peakSize: 1, notional: 190 });
    expect(short).toMatchObject({ side: 'sell', entryTime: 20, exitTime: 30, grossPnl: 10, fees: 3, netPnl: 7 });
    expect(short).toMatchObject({ firstFill: 1, lastFill: 2, fillCount: 2, peakSize: 2, notional: 390 });
  });

  it('are marked as open at the end, at the last mid', () => {
    // Short 2 at 100, 1 bought back at 96; 1 held at a mid of 99: 200 - 96 - 99 = 5, fees 2.
    const account = accountAfter(new Account(0, [{}, {}]), [
      [1, -1, 100, 2, 1, 10],
      [1, 1, 96, 1, 1, 20],
    ]);
    expect(tripsOf(account)).toMatchObject([{ grossPnl: null, netPnl: null, isOpen: true }]);
    account.mark(1, 99);
    const open = { instrument: 1, side: 'sell', isOpen: true, exitTime: null, averageExitPrice: 96, peakSize: 2 };
    expect(tripsOf(account)).toMatchObject([{ ...open, grossPnl: 5, netPnl: 3, lastFill: 1 }]);
    // Another fill changes nothing of what was handed out.
    const before = account.toRoundTrips();
    accountAfter(account, [[1, 1, 99, 1, 1, 30]]);
    expect(roundTripAt(before, 0).isOpen).toBe(true);
    expect(tripsOf(account)).toMatchObject([{ isOpen: false, exitTime: 30, netPnl: 2 }]);
  });

  it('have no exit price before the first exit', () => {
    const account = accountAfter(new Account(0, [{}]), [[0, 1, 100, 2, 1, 10]]);
    expect(tripsOf(account)).toMatchObject([{ averageEntryPrice: 100, averageExitPrice: null, notional: 200 }]);
  });

  it('are none without fills', () => {
    const columns = new Account(0, [{}]).toRoundTrips();
    expect(countRoundTrips(columns)).toBe(0);
    expect(() => roundTripAt(columns, 0)).toThrow('round trip 0 of 0');
  });
});

describe('an account over any fills', () => {
  const TICK = 100;
  const LOT = 1000;
  const FEE = 10_000;
  const fill = fc.record({
    instrument: fc.constantFrom(0, 1),
    sign: fc.constantFrom(1, -1),
    ticks: fc.integer({ min: 1, max: 10_000_000 }),
    lots: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 1_000_000 })),
    fee: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  });
  const fills = fc.array(fill, { minLength: 1, maxLength: 60 });

  it('agrees with exact fractions in cash, fees, position and profit, and ends every round trip as they do', () => {
    fc.assert(
      fc.property(fills, fc.constantFrom(0, 1 / LOT), (steps, lotSize) => {
        const account = new Account(1e6, [{ lotSize }, { lotSize, contractSize: 0.25 }]);
        const ledgers = [new SlowLedger(), new SlowLedger()];
        let traded = 1e6;
        for (const [timestamp, { instrument, sign, ticks, lots, fee }] of steps.entries()) {
          const [price, size] = [ticks / TICK, lots / LOT];
          account.applyFill({ instrument, sign, price, size, fee: fee / FEE, timestamp });
          ledgers[instrument]!.apply(BigInt(sign), BigInt(ticks), BigInt(lots), BigInt(fee));
          traded += price * size + Math.abs(fee / FEE);
        }
        // Every product of a price and a size, and every share of the cost, rounds once.
        const close = (actual: number, expected: number) =>
          expect(Math.abs(actual - expected)).toBeLessThan(4 * Number.EPSILON * traded);
        let cash = 1e6;
        for (const [instrument, ledger] of ledgers.entries()) {
          const holding = account.holdingOf(instrument);
          const money = (instrument === 0 ? 1 : 0.25) / (TICK * LOT);
          expect(holding.position).toBeCloseTo(Number(ledger.position) / LOT, lotSize === 0 ? 9 : 15);
          expect(holding.position === 0).toBe(ledger.position === 0n);
          close(holding.fees, Number(ledger.fees) / FEE);
          close(holding.realisedPnl, ledger.averageProfit * money);
          close(holding.fifoRealisedPnl, Number(ledger.fifoProfit) * money);
          cash += Number(ledger.flow) * money - Number(ledger.fees) / FEE;
        }
        close(account.cash, cash);
        close(account.fees, Number(ledgers[0]!.fees + ledgers[1]!.fees) / FEE);
        const ends = tripsOf(account).filter(({ isOpen }) => !isOpen);
        expect(ends).toHaveLength(ledgers[0]!.ends + ledgers[1]!.ends);
      }),
    );
  });

  it('is worth what it started with and the net profit of all round trips', () => {
    fc.assert(
      fc.property(fills, (steps) => {
        const account = new Account(1e6, [{ lotSize: 1 / LOT }, { lotSize: 1 / LOT, contractSize: 0.25 }]);
        account.mark(0, 50_000);
        account.mark(1, 20_000);
        let [traded, notional] = [1e6, 0];
        for (const [timestamp, { instrument, sign, ticks, lots, fee }] of steps.entries()) {
          const [price, size] = [ticks / TICK, lots / LOT];
          account.applyFill({ instrument, sign, price, size, fee: fee / FEE, timestamp });
          traded += (price + 50_000) * size + Math.abs(fee / FEE);
          notional += price * size * (instrument === 0 ? 1 : 0.25);
        }
        const trips = tripsOf(account);
        const net = trips.reduce((sum, { netPnl }) => sum + netPnl!, 0);
        expect(Math.abs(account.equity - 1e6 - net)).toBeLessThan(1e-14 * traded);
        expect(trips.reduce((sum, trip) => sum + trip.notional, 0)).toBeCloseTo(notional, 3);
        expect(trips.reduce((sum, { fees }) => sum + fees, 0)).toBeCloseTo(account.fees, 8);
        for (const trip of trips) expectTrip(trip, steps);
      }),
    );
  });

  /** What any round trip must fulfil, from its fills. */
  function expectTrip(trip: RoundTrip, steps: readonly { readonly instrument: number }[]): void {
    const own = [...steps.keys()].filter(
      (index) => index >= trip.firstFill && index <= trip.lastFill && steps[index]!.instrument === trip.instrument,
    );
    expect(trip.fillCount).toBe(own.length);
    expect(trip.entryTime).toBe(trip.firstFill);
    expect(trip.exitTime).toBe(trip.isOpen ? null : trip.lastFill);
    expect(trip.peakSize).toBeGreaterThan(0);
    if (trip.isOpen) return;
    const sign = trip.side === 'buy' ? 1 : -1;
    const contract = trip.instrument === 0 ? 1 : 0.25;
    // Entry and exit sizes are the same, so both follow from the notional.
    const size = trip.notional / contract / (trip.averageEntryPrice + trip.averageExitPrice!);
    const gross = sign * (trip.averageExitPrice! - trip.averageEntryPrice) * size * contract;
    expect(Math.abs(trip.grossPnl! - gross)).toBeLessThan(1e-12 * trip.notional);
  }

  it('does not drift over a long run that is never flat', () => {
    // A million fills between 1 and 3 lots of 0.1: bought at 100.1, sold at 100.2, 0.01 each time.
    const account = new Account(0, [{ lotSize: 0.1 }]);
    accountAfter(account, [[0, 1, 100.1, 0.2, 0, 0]]);
    for (let round = 0; round < 500_000; round++) {
      account.applyFill({ instrument: 0, sign: 1, price: 100.1, size: 0.1, fee: 0.001, timestamp: round });
      account.applyFill({ instrument: 0, sign: -1, price: 100.2, size: 0.1, fee: 0.001, timestamp: round });
    }
    expect(account.holdingOf(0).position).toBe(0.2);
    expect(Math.abs(account.realisedPnl - 5000)).toBeLessThan(1e-8);
    expect(Math.abs(account.fifoRealisedPnl - 5000)).toBeLessThan(1e-8);
    expect(Math.abs(account.fees - 1000)).toBeLessThan(1e-12);
  });
});
