import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Account, Markouts, splitPnl } from '../../src/index.ts';

type Fill = readonly [kind: 'fill', instrument: number, timestamp: number];
type Mid = readonly [kind: 'mid', instrument: number, timestamp: number, mid: number];

function markoutsOf(events: readonly (Fill | Mid)[], horizonsMs: readonly number[]) {
  const markouts = new Markouts(2, horizonsMs);
  for (const event of events) {
    if (event[0] === 'fill') markouts.onFill(event[1], event[2]);
    else markouts.onMid(event[1], event[2], event[3]);
  }
  const { mids, laterMids } = markouts.finish();
  return { mids: [...mids], laterMids: laterMids.map((column) => [...column]) };
}

describe('markouts', () => {
  it('give the mid at the fill and the last mid up to each horizon', () => {
    // Fill at 10 at a mid of 100. Up to 15 the mid of 12 stands, 101; up to 20 that of 20 itself, 102.
    const events = [
      ['mid', 0, 5, 100],
      ['fill', 0, 10],
      ['mid', 0, 12, 101],
      ['mid', 0, 20, 102],
      ['mid', 0, 30, 103],
    ] as const;
    expect(markoutsOf(events, [5, 10])).toEqual({ mids: [100], laterMids: [[101], [102]] });
  });

  it('end with the last book: what is due with it is known, what is due later is not', () => {
    const events = [
      ['mid', 0, 5, 100],
      ['fill', 0, 10],
      ['fill', 0, 11],
      ['mid', 0, 20, 102],
    ] as const;
    expect(markoutsOf(events, [10])).toEqual({ mids: [100, 100], laterMids: [[102, Number.NaN]] });
  });

  it('take the mid before from a book that has none', () => {
    const events = [
      ['mid', 0, 5, 100],
      ['fill', 0, 10],
      ['mid', 0, 12, Number.NaN],
      ['mid', 0, 20, 102],
    ] as const;
    expect(markoutsOf(events, [5])).toEqual({ mids: [100], laterMids: [[100]] });
  });

  it('are unknown before the first mid', () => {
    const events = [
      ['fill', 0, 10],
      ['mid', 0, 14, 101],
      ['mid', 0, 20, 102],
    ] as const;
    expect(markoutsOf(events, [2, 5])).toEqual({ mids: [Number.NaN], laterMids: [[Number.NaN], [101]] });
  });

  it('keep instruments apart', () => {
    const events = [
      ['mid', 0, 5, 100],
      ['mid', 1, 5, 7],
      ['fill', 1, 10],
      ['fill', 0, 10],
      ['mid', 0, 12, 101],
      ['mid', 0, 90, 102],
    ] as const;
    // The other instrument's last book stood at 5, so nothing is known of it at 15.
    expect(markoutsOf(events, [5])).toEqual({ mids: [7, 100], laterMids: [[Number.NaN, 101]] });
  });

  it('count a book of the same time that comes after the fill', () => {
    const events = [
      ['mid', 0, 5, 100],
      ['fill', 0, 10],
      ['mid', 0, 10, 99],
      ['mid', 0, 11, 98],
    ] as const;
    expect(markoutsOf(events, [0])).toEqual({ mids: [100], laterMids: [[99]] });
  });

  it('refuse fills that come too late and horizons below 0', () => {
    const markouts = new Markouts(1, [5]);
    markouts.onMid(0, 10, 100);
    expect(() => markouts.onFill(0, 9)).toThrow('fill 0 at 9 comes after an event at 10');
    expect(() => new Markouts(1, [-1])).toThrow('a horizon is -1 ms');
  });

  const step = fc.record({
    isFill: fc.boolean(),
    instrument: fc.constantFrom(0, 1),
    wait: fc.integer({ min: 0, max: 4 }),
    mid: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 99 }) },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
    ),
  });
  const steps = fc.array(step, { maxLength: 60 });
  const horizons = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 4 });

  it('agree with a search through all mids', () => {
    fc.assert(
      fc.property(steps, horizons, (values, horizonsMs) => {
        let time = 0;
        const events = values.map(({ isFill, instrument, wait, mid }): Fill | Mid => {
          time += wait;
          return isFill ? ['fill', instrument, time] : ['mid', instrument, time, mid];
        });
        const slow = (index: number, horizon: number | null) => {
          const [, instrument, timestamp] = events[index]!;
          const books = events.filter((event, at) => {
            if (event[0] !== 'mid' || event[1] !== instrument) return false;
            return horizon === null ? at < index : event[2] <= timestamp + horizon;
          });
          const all = events.filter((event) => event[0] === 'mid' && event[1] === instrument);
          if (horizon !== null && !(all.at(-1) && all.at(-1)![2] >= timestamp + horizon)) return Number.NaN;
          return books.findLast((event) => !Number.isNaN(event[3]))?.[3] ?? Number.NaN;
        };
        const fills = [...events.keys()].filter((index) => events[index]![0] === 'fill');
        const markouts = markoutsOf(events, horizonsMs);
        expect(markouts.mids).toEqual(fills.map((index) => slow(index, null)));
        expect(markouts.laterMids).toEqual(horizonsMs.map((horizon) => fills.map((index) => slow(index, horizon))));
      }),
    );
  });
});

describe('the split of a profit', () => {
  const columns = { horizonsMs: [10], mids: Float64Array.of(100.5, 101), laterMids: [Float64Array.of(100, 100.5)] };
  const fills = { instruments: [0, 0], signs: [1, -1], prices: [100, 101.5], sizes: [2, 2], fees: [0.1, 0.1] };

  it('is spread, adverse selection, fees and the rest', () => {
    // Bought 2 at 100 with a mid of 100.5, sold 2 at 101.5 with one of 101: 2 x 0.5 + 2 x 0.5 = 2 of spread.
    // Later mids 100 and 100.5: 2 x -0.5 + -2 x -0.5 = 0. Profit 2 x 1.5 - 0.2 = 2.8 = 2 + 0 + inventory - 0.2: 1.
    expect(splitPnl(2.8, fills, columns, [1])).toEqual({
      pnl: 2.8,
      spreadCaptured: 2,
      fees: expect.closeTo(0.2, 15),
      unpricedFills: 0,
      horizons: [{ horizonMs: 10, adverseSelection: 0, inventory: expect.closeTo(1, 14), unmarkedFills: 0 }],
    });
  });

  it('leaves fills without mids to the inventory, and says how many', () => {
    const holed = {
      horizonsMs: [10],
      mids: Float64Array.of(Number.NaN, 101),
      laterMids: [Float64Array.of(100, Number.NaN)],
    };
    // 2 x 0.5 of spread for the sale alone, no fill with both mids: 2.8 = 1 + 0 + inventory - 0.2.
    expect(splitPnl(2.8, fills, holed, [1])).toMatchObject({
      spreadCaptured: 1,
      unpricedFills: 1,
      horizons: [{ adverseSelection: 0, inventory: expect.closeTo(2, 14), unmarkedFills: 2 }],
    });
  });

  it('counts contracts by what they hold', () => {
    expect(splitPnl(0.28, fills, columns, [0.1]).spreadCaptured).toBeCloseTo(0.2, 15);
  });

  it('has no inventory where the profit is not known', () => {
    expect(splitPnl(Number.NaN, fills, columns, [1])).toMatchObject({ pnl: null, horizons: [{ inventory: null }] });
  });

  it('adds up to the profit, its inventory being what the mid did to positions after the horizon', () => {
    const event = fc.record({
      wait: fc.integer({ min: 1, max: 5 }),
      instrument: fc.constantFrom(0, 1),
      mid: fc.integer({ min: 5000, max: 6000 }),
      sign: fc.constantFrom(-1, 0, 1),
      offset: fc.integer({ min: -20, max: 20 }),
      lots: fc.integer({ min: 1, max: 100 }),
      fee: fc.integer({ min: -50, max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 50 }), (events) => {
        const contractSizes = [1, 0.5];
        const account = new Account(1000, [{ lotSize: 0.1 }, { lotSize: 0.1, contractSize: 0.5 }]);
        const markouts = new Markouts(2, [7]);
        const done = {
          instruments: [] as number[],
          signs: [] as number[],
          prices: [] as number[],
          sizes: [] as number[],
          fees: [] as number[],
        };
        const last = [0, 0];
        let time = 0;
        for (const { wait, instrument, mid, sign, offset, lots, fee } of events) {
          time += wait;
          account.mark(instrument, mid / 100);
          markouts.onMid(instrument, time, mid / 100);
          last[instrument] = mid / 100;
          if (sign === 0) continue;
          const [price, size] = [(mid + offset) / 100, lots / 10];
          account.applyFill({ instrument, sign, price, size, fee: fee / 100, timestamp: time });
          markouts.onFill(instrument, time);
          for (const [column, value] of Object.entries({
            instruments: instrument,
            signs: sign,
            prices: price,
            sizes: size,
            fees: fee / 100,
          })) {
            done[column as keyof typeof done].push(value);
          }
        }
        const found = markouts.finish();
        const pnl = account.equity - 1000;
        const { spreadCaptured, fees, horizons } = splitPnl(pnl, done, found, contractSizes);
        const { adverseSelection, inventory, unmarkedFills } = horizons[0]!;
        expect(spreadCaptured + adverseSelection + inventory! - fees).toBeCloseTo(pnl, 9);
        // What the mid did after the horizon, or after the fill where the horizon lies past the last book.
        let moved = 0;
        for (const [index, instrument] of done.instruments.entries()) {
          const later = found.laterMids[0]![index]!;
          const from = Number.isNaN(later) ? found.mids[index]! : later;
          moved += done.signs[index]! * done.sizes[index]! * contractSizes[instrument]! * (last[instrument]! - from);
        }
        expect(inventory).toBeCloseTo(moved, 8);
        expect(unmarkedFills).toBe(found.laterMids[0]!.filter(Number.isNaN).length);
      }),
    );
  });
});
