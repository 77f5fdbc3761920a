import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LevelSide, obiByDistance, obiByLevel, obiOfLevels, obiOfVolumes } from '../../src/index.ts';

interface PlainLevel {
  readonly price: number;
  readonly size: number;
}

const sizes = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), { maxLength: 12 });
const bidLevels = sizes.map((values) => values.map((size, index) => ({ price: 100 - index * 0.5, size })));
const askLevels = sizes.map((values) => values.map((size, index) => ({ price: 100.5 + index * 0.25, size })));

/** Columns longer than the levels, with something behind them that must not count. */
function columnsOf(levels: readonly PlainLevel[]): LevelSide {
  return {
    count: levels.length,
    prices: Float64Array.of(...levels.map(({ price }) => price), 1e9),
    sizes: Float64Array.of(...levels.map(({ size }) => size), 1e9),
  };
}

function slowObi(
  bids: readonly PlainLevel[],
  asks: readonly PlainLevel[],
  weight: (level: PlainLevel, index: number) => number,
) {
  const volume = (levels: readonly PlainLevel[]) =>
    levels.map((level, index) => level.size * weight(level, index)).reduce((sum, part) => sum + part, 0);
  const [bid, ask] = [volume(bids), volume(asks)];
  return bid + ask === 0 ? 0 : (bid - ask) / (bid + ask);
}

describe('obiOfVolumes', () => {
  it('is 0 for no volume, 1 and -1 for one side, even the smallest', () => {
    expect(obiOfVolumes(0, 0)).toBe(0);
    expect(obiOfVolumes(Number.MIN_VALUE, 0)).toBe(1);
    expect(obiOfVolumes(0, Number.MAX_VALUE)).toBe(-1);
  });

  it('is NaN where the volumes overflow, alone or together', () => {
    expect(obiOfVolumes(Number.POSITIVE_INFINITY, 1)).toBeNaN();
    expect(obiOfVolumes(Number.MAX_VALUE, Number.MAX_VALUE)).toBeNaN();
    expect(obiOfVolumes(Number.NaN, 1)).toBeNaN();
  });

  it('lies between -1 and 1 and changes its sign when the sides change places', () => {
    const volume = fc.double({ min: 0, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(volume, volume, (bid, ask) => {
        expect(Math.abs(obiOfVolumes(bid, ask))).toBeLessThanOrEqual(1);
        expect(obiOfVolumes(ask, bid) + obiOfVolumes(bid, ask)).toBe(0);
      }),
    );
  });
});

describe('the forms of OBI', () => {
  it('agree with a slow version at every depth', () => {
    fc.assert(
      fc.property(bidLevels, askLevels, fc.integer({ min: 1, max: 15 }), (bids, asks, depth) => {
        const obi = obiOfLevels(columnsOf(bids), columnsOf(asks), depth);
        expect(obi).toBeCloseTo(
          slowObi(bids.slice(0, depth), asks.slice(0, depth), () => 1),
          12,
        );
      }),
    );
  });

  it('agree with a slow version at every level decay', () => {
    fc.assert(
      fc.property(bidLevels, askLevels, fc.double({ min: 0, max: 5, noNaN: true }), (bids, asks, decay) => {
        const obi = obiByLevel(columnsOf(bids), columnsOf(asks), decay);
        expect(obi).toBeCloseTo(
          slowObi(bids, asks, (_, index) => Math.exp(-decay * index)),
          10,
        );
      }),
    );
  });

  it('agree with a slow version at every distance scale', () => {
    fc.assert(
      fc.property(bidLevels, askLevels, fc.double({ min: 5, max: 1000, noNaN: true }), (bids, asks, scaleBps) => {
        const obi = obiByDistance(columnsOf(bids), columnsOf(asks), scaleBps);
        const mid = bids.length === 0 || asks.length === 0 ? Number.NaN : 100.25;
        const slow = slowObi(bids, asks, ({ price }) => Math.exp((-Math.abs(price - mid) / mid / scaleBps) * 1e4));
        if (Number.isNaN(mid)) expect(obi).toBeNaN();
        else expect(obi).toBeCloseTo(slow, 9);
      }),
    );
  });

  it('by distance, counts the touch alone where the scale is far smaller than the spread', () => {
    // e^(-50 bps / 0.001 bps) is 0 in doubles; the touches, equally far from the mid, still weigh 3 to 1.
    const bids = columnsOf([
      { price: 100, size: 3 },
      { price: 99, size: 50 },
    ]);
    const asks = columnsOf([
      { price: 101, size: 1 },
      { price: 102, size: 50 },
    ]);
    expect(obiByDistance(bids, asks, 0.001)).toBe(0.5);
  });

  it('by level, is the full form at decay 0 and the touch at an endless one', () => {
    const bids = columnsOf([
      { price: 100, size: 3 },
      { price: 99, size: 5 },
    ]);
    const asks = columnsOf([{ price: 101, size: 1 }]);
    expect(obiByLevel(bids, asks, 0)).toBe(obiOfLevels(bids, asks, Number.POSITIVE_INFINITY));
    expect(obiByLevel(bids, asks, 1e9)).toBe(obiOfLevels(bids, asks, 1));
  });
});
