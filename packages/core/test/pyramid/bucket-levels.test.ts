import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BucketLevels, type BucketRows } from '../../src/pyramid/bucket-levels.ts';
import { BUCKET_RECORD } from '../../src/pyramid/bucket-record.ts';
import { bucketMsOf, TOP_LEVEL, tileMsOf } from '../../src/pyramid/tile-grid.ts';

const { stride } = BUCKET_RECORD;
const START = 1_720_000_000_000;

type Row = readonly [time: number, value: number];

/** Times and values; the price is missing where the value is below 1. */
function columnsOf(rows: readonly Row[]): BucketRows {
  const column = (value: (row: Row) => number) => Float64Array.from(rows, value);
  return {
    timestamps: column(([time]) => time),
    price: column(([, value]) => (value < 1 ? Number.NaN : value)),
    obi: column(([, value]) => -value),
    cvd: column(([, value]) => 10 * value),
  };
}

/** The runs of rows that lie in one tile of a level. */
function cutByTile(rows: readonly Row[], level: number): readonly (readonly Row[])[] {
  return [...Map.groupBy(rows, ([time]) => Math.floor(time / tileMsOf(level))).values()];
}

/** Collects the tiles that are taken, by level and number; none twice. */
function collect() {
  const tiles = new Map<string, number[][]>();
  const levels = new BucketLevels((level, tile, records, count) => {
    const key = `${level} ${tile}`;
    expect(tiles.has(key)).toBe(false);
    tiles.set(
      key,
      Array.from({ length: count }, (_, bucket) => [...records.subarray(bucket * stride, (bucket + 1) * stride)]),
    );
  });
  const add = (level: number, rows: readonly Row[]) => {
    for (const run of cutByTile(rows, level)) levels.addRows(level, columnsOf(run), 0, run.length);
  };
  return { tiles, levels, add };
}

/** The buckets of one tile, the slow and obvious way. */
function bucketsOf(rows: readonly Row[], level: number): number[][] {
  const buckets = Map.groupBy(rows, ([time]) => Math.floor(time / bucketMsOf(level)) * bucketMsOf(level));
  return [...buckets].map(([start, members]) => {
    const { price, obi, cvd } = columnsOf(members);
    const prices = price.filter((value) => !Number.isNaN(value));
    return [start, members.length, ...ohlcOf(prices), ...ohlcOf(obi), ...ohlcOf(cvd)];
  });
}

function ohlcOf(values: Float64Array): number[] {
  if (values.length === 0) return [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
  return [values[0]!, Math.min(...values), Math.max(...values), values.at(-1)!];
}

/** Every tile of rows from a level on. */
function tilesOf(rows: readonly Row[], lowest: number): Map<string, number[][]> {
  const tiles = new Map<string, number[][]>();
  for (let level = lowest; level <= TOP_LEVEL; level++) {
    for (const run of cutByTile(rows, level)) {
      tiles.set(`${level} ${Math.floor(run[0]![0] / tileMsOf(level))}`, bucketsOf(run, level));
    }
  }
  return tiles;
}

/** Steps from none to years, so that tiles lack their left or right half, or both, at every level. */
const arbitraryRows = fc
  .array(fc.tuple(fc.nat(34), fc.nat(2 ** 30), fc.nat(5)), { minLength: 1, maxLength: 60 })
  .map((steps) => {
    let time = START;
    return steps.map(([scale, step, value]): Row => {
      time += Math.floor((step / 2 ** 30) * 2 ** scale);
      return [time, value];
    });
  });

describe('BucketLevels', () => {
  it('makes the tiles of all levels above from rows that enter at one', () => {
    fc.assert(
      fc.property(arbitraryRows, fc.nat(TOP_LEVEL), (rows, level) => {
        const { tiles, levels, add } = collect();
        add(level, rows);
        levels.settle(Number.POSITIVE_INFINITY);
        expect(tiles).toEqual(tilesOf(rows, level));
      }),
    );
  });

  it('takes a tile off as soon as it ends, and makes the same of it', () => {
    fc.assert(
      fc.property(arbitraryRows, (rows) => {
        const { tiles, levels, add } = collect();
        for (const row of rows) {
          levels.settle(row[0]);
          for (const key of tilesOf(
            rows.filter(([time]) => time < row[0]),
            0,
          ).keys()) {
            const [level, tile] = key.split(' ').map(Number) as [number, number];
            expect(tiles.has(key)).toBe((tile + 1) * tileMsOf(level) <= row[0]);
          }
          add(0, [row]);
        }
        levels.settle(Number.POSITIVE_INFINITY);
        expect(tiles).toEqual(tilesOf(rows, 0));
      }),
      { numRuns: 30 },
    );
  });

  it('goes on behind a tile that was taken before', () => {
    // The right half of a tile of level 10, behind a left half that is known as buckets of level 9.
    const half = tileMsOf(9);
    const first = Math.ceil(START / (2 * half)) * 2 * half;
    const left = [0, 1, 700, half - 1].map((ms): Row => [first + ms, ms % 4]);
    const right = [0, 5, half - 1].map((ms): Row => [first + half + ms, ms % 3]);
    const { tiles, levels, add } = collect();
    levels.addTile(9, first / half, Float64Array.from(bucketsOf(left, 9).flat()));
    add(9, right);
    levels.settle(Number.POSITIVE_INFINITY);
    const wanted = tilesOf([...left, ...right], 10);
    wanted.set(`9 ${first / half + 1}`, bucketsOf(right, 9));
    expect(tiles).toEqual(wanted);
  });
});
