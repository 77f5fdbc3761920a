import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortLevels, volumeOfDepth } from '../../src/levels/best-first.ts';
import { BestLevels } from '../../src/levels/best-levels.ts';
import { LevelReader } from '../../src/levels/level-reader.ts';
import { type BookSide, LevelScanner } from '../../src/levels/level-scanner.ts';
import { SideTotals } from '../../src/levels/side-totals.ts';

const reader = new LevelReader();
const totals = new SideTotals();

type Levels = readonly (readonly [price: number, size: number])[];

function read(sink: SideTotals | BestLevels, levels: Levels, side: BookSide) {
  const bytes = new TextEncoder().encode(JSON.stringify(levels));
  sink.turnTo(side);
  expect(reader.read(bytes, 0, bytes.length, sink)).toBeNull();
  return { best: sink.best, volume: sink.volume };
}

/** The same by all levels, sorted. */
function readSorted(levels: Levels, side: BookSide, depth: number) {
  const scanner = new LevelScanner();
  const bytes = new TextEncoder().encode(JSON.stringify(levels));
  scanner.scan(bytes, 0, bytes.length, side);
  return { best: scanner.best, volume: volumeOfDepth(sortLevels(scanner.levels, side), depth) };
}

const levelsOf = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 40 }).map((price) => price / 4),
    fc.double({ min: 0, max: 1e9, noNaN: true }),
  ),
  { maxLength: 60 },
);
const side = fc.constantFrom<BookSide>('bid', 'ask');

describe('BestLevels', () => {
  it('sums up the best levels, prices that stand twice as one', () => {
    const levels: Levels = [
      [99, 1],
      [100, 2],
      [98, 4],
      [100, 8],
    ];
    // Bids: 100 holds 2 + 8, 99 holds 1, 98 holds 4. Asks: 98 holds 4, 99 holds 1, 100 holds 10.
    expect(read(new BestLevels(1), levels, 'bid')).toEqual({ best: 100, volume: 10 });
    expect(read(new BestLevels(2), levels, 'bid')).toEqual({ best: 100, volume: 11 });
    expect(read(new BestLevels(2), levels, 'ask')).toEqual({ best: 98, volume: 5 });
    expect(read(new BestLevels(9), levels, 'ask')).toEqual({ best: 98, volume: 15 });
    expect(read(new BestLevels(9), [], 'ask')).toEqual({ best: Number.NaN, volume: 0 });
  });

  it('agrees to the bit with all levels, sorted, text after text', () => {
    const texts = fc.array(fc.tuple(levelsOf, side), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 70 }), (all, depth) => {
        const best = new BestLevels(depth);
        for (const [levels, of] of all) expect(read(best, levels, of)).toEqual(readSorted(levels, of, depth));
      }),
    );
  });

  it('gives back the room of a text that was very long', () => {
    const long: Levels = Array.from({ length: 200_000 }, (_, level) => [200_001 - level, 1]);
    const best = new BestLevels(150_000);
    expect(read(best, long, 'bid')).toEqual({ best: 200_001, volume: 150_000 });
    expect(read(best, [[5, 3]], 'bid')).toEqual({ best: 5, volume: 3 });
    expect(read(best, long.toReversed(), 'bid')).toEqual({ best: 200_001, volume: 150_000 });
  });
});

describe('SideTotals', () => {
  it('sums up all levels in the order of the text', () => {
    fc.assert(
      fc.property(levelsOf, side, (levels, of) => {
        const { best } = readSorted(levels, of, 1);
        const volume = levels.reduce((sum, [, size]) => sum + size, 0);
        expect(read(totals, levels, of)).toEqual({ best, volume });
      }),
    );
  });
});
