import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricColumns } from '../../src/columns/metric-columns.ts';
import type { TileBatch } from '../../src/ports/tile-repository.ts';
import { LINE_SERIES } from '../../src/pyramid/bucket-record.ts';
import { decodeBucketTiles } from '../../src/pyramid/bucket-tile.ts';
import { PyramidBuilder } from '../../src/pyramid/pyramid-builder.ts';
import { decodeTimes, decodeValues } from '../../src/pyramid/row-tile.ts';
import { bucketMsOf, LEAST_TILE_ROWS, TOP_LEVEL, tileMsOf } from '../../src/pyramid/tile-grid.ts';

interface Row {
  readonly time: number;
  readonly bid: number;
  readonly ask: number;
  readonly obi: number;
  readonly cvd: number;
}

const START = 1_720_000_000_000;
const FIRST = { metricRows: 0, timestamp: null, waitingTrades: null };

function columnsOf(rows: readonly Row[]): MetricColumns {
  const column = (value: (row: Row) => number) => Float64Array.from(rows, value);
  return {
    count: rows.length,
    snapshotIds: column(() => 1),
    instruments: new Uint32Array(rows.length),
    instrumentNames: ['A'],
    timestamps: column(({ time }) => time),
    nanoseconds: new Uint32Array(rows.length),
    timestampTexts: rows.map(({ time }) => String(time)),
    obi: column(({ obi }) => obi),
    cvd: column(({ cvd }) => cvd),
    bestBid: column(({ bid }) => bid),
    bestAsk: column(({ ask }) => ask),
  };
}

/** The tiles of rows that come in batches of these sizes, over and over. */
function build(rows: readonly Row[], sizes: readonly number[]): TileBatch[] {
  const builder = new PyramidBuilder(FIRST);
  const batches: TileBatch[] = [];
  for (let from = 0, batch = 0; from < rows.length; batch++) {
    const part = rows.slice(from, from + sizes[batch % sizes.length]!);
    builder.addMetrics(columnsOf(part));
    batches.push(builder.takeTiles(part.at(-1)!.time));
    from += part.length;
  }
  return [...batches, builder.finish(0)!];
}

/** What tiles stand in the end: a later one takes the place of an earlier. */
function standing(batches: readonly TileBatch[]): Map<string, Uint8Array> {
  const tiles = new Map<string, Uint8Array>();
  for (const { rows, buckets, candles } of batches) {
    for (const { firstRow, times, values } of rows) {
      tiles.set(`times ${firstRow}`, times);
      for (const series of LINE_SERIES) tiles.set(`${series} ${firstRow}`, values[series]);
    }
    for (const { series, level, tile, bytes } of buckets) tiles.set(`buckets ${series} ${level} ${tile}`, bytes);
    for (const { basis, seconds, tile, bytes } of candles) tiles.set(`${basis} ${seconds} ${tile}`, bytes);
  }
  return new Map([...tiles].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Every stored bucket of a level from its rows, the slow and obvious way. */
function bucketsSlowly(rows: readonly Row[], level: number): number[][] {
  const tiles = Map.groupBy(rows, ({ time }) => Math.floor(time / tileMsOf(level)));
  const stored = [...tiles.values()].filter((members) => members.length >= LEAST_TILE_ROWS).flat();
  const buckets = Map.groupBy(stored, ({ time }) => Math.floor(time / bucketMsOf(level)) * bucketMsOf(level));
  return [...buckets].map(([start, members]) => {
    const mids = members.filter(({ bid, ask }) => bid < ask).map(({ bid, ask }) => (bid + ask) / 2);
    const columns = [mids, members.map(({ obi }) => obi), members.map(({ cvd }) => cvd)];
    return [start, members.length, ...columns.flatMap(ohlcOf)];
  });
}

function ohlcOf(values: readonly number[]): number[] {
  if (values.length === 0) return [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
  return [values[0]!, Math.min(...values), Math.max(...values), values.at(-1)!];
}

/** The stored buckets of a level, as records. */
function bucketsOf(tiles: Map<string, Uint8Array>, level: number): number[][] {
  const numbers = [...tiles.keys()]
    .filter((key) => key.startsWith(`buckets obi ${level} `))
    .map((key) => key.split(' ')[3]);
  const records = numbers
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap((tile) => {
      const bytes = LINE_SERIES.map((series) => tiles.get(`buckets ${series} ${level} ${tile}`)!);
      return [...decodeBucketTiles(bytes, tile * tileMsOf(level), bucketMsOf(level))];
    });
  return Array.from({ length: records.length / 14 }, (_, bucket) => records.slice(14 * bucket, 14 * bucket + 14));
}

/** Rows in bursts and lulls; some books are crossed or one-sided. */
const arbitraryRows = fc
  .record({
    seed: fc.nat(),
    bursts: fc.array(fc.tuple(fc.nat(3000), fc.constantFrom(0, 1, 3, 40, 900)), { minLength: 1, maxLength: 6 }),
  })
  .map(({ seed, bursts }) => {
    let state = seed + 1;
    const random = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    let time = START + Math.floor(random() * 1e6);
    return bursts.flatMap(([count, step]) =>
      Array.from({ length: count }, (): Row => {
        time += Math.floor(2 * step * random());
        const bid = random() < 0.05 ? Number.NaN : 100 + Math.floor(20 * random());
        return { time, bid, ask: 105 + Math.floor(20 * random()), obi: 2 * random() - 1, cvd: 100 * random() };
      }),
    );
  })
  .filter((rows) => rows.length > 0);

describe('PyramidBuilder', () => {
  it('keeps the open, low, high and close of every bucket at every level', () => {
    fc.assert(
      fc.property(arbitraryRows, (rows) => {
        const tiles = standing(build(rows, [1000]));
        for (let level = 0; level <= TOP_LEVEL; level++) {
          expect(bucketsOf(tiles, level)).toEqual(bucketsSlowly(rows, level));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('builds the same bytes from batches of any size', () => {
    fc.assert(
      fc.property(arbitraryRows, fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1 }), (rows, sizes) => {
        expect(standing(build(rows, sizes))).toEqual(standing(build(rows, [rows.length])));
      }),
      { numRuns: 25 },
    );
  });

  it('keeps every row as it is; a crossed or one-sided book has no price', () => {
    const rows = [
      { time: START, bid: 100, ask: 102, obi: 0.5, cvd: 1 },
      { time: START + 1, bid: 103, ask: 102, obi: -0.5, cvd: 2 },
      { time: START + 1, bid: Number.NaN, ask: 102, obi: -1, cvd: 3 },
    ];
    const tiles = standing(build(rows, [3]));
    expect(decodeTimes(tiles.get('times 0')!).timestamps).toEqual(Float64Array.of(START, START + 1, START + 1));
    expect(decodeValues(tiles.get('price 0')!)).toEqual(Float64Array.of(101, Number.NaN, Number.NaN));
    expect(decodeValues(tiles.get('obi 0')!)).toEqual(Float64Array.of(0.5, -0.5, -1));
    expect(decodeValues(tiles.get('cvd 0')!)).toEqual(Float64Array.of(1, 2, 3));
  });

  it('stores no bucket tile of few rows', () => {
    const rows = Array.from({ length: LEAST_TILE_ROWS - 1 }, (_, row) => ({
      ...{ time: START + row, bid: 1, ask: 2, obi: 0, cvd: 0 },
    }));
    const levels = (tiles: Map<string, Uint8Array>) => [...tiles.keys()].filter((key) => key.startsWith('buckets'));
    expect(levels(standing(build(rows, [500])))).toEqual([]);
    const more = [...rows, { ...rows.at(-1)!, time: START + LEAST_TILE_ROWS }];
    expect(levels(standing(build(more, [500]))).length).toBeGreaterThan(0);
  });

  it('says that nothing is left to store where the same waiting trades are stored already', () => {
    const builder = new PyramidBuilder({ metricRows: 10, timestamp: START, waitingTrades: 3 });
    expect(builder.finish(3)).toBeNull();
    expect(new PyramidBuilder({ metricRows: 10, timestamp: START, waitingTrades: 3 }).finish(4)).not.toBeNull();
    expect(new PyramidBuilder(FIRST).finish(0)).not.toBeNull();
  });
});
