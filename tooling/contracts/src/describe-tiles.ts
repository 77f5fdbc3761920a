import {
  type BucketTile,
  CANDLE_SECONDS,
  type CandleTile,
  candleTileMsOf,
  type MetricsRepository,
  type PyramidState,
  type RowTile,
  type TileBatch,
  type TileRepository,
  TOP_LEVEL,
  tileMsOf,
} from '@orderflow/core';
import { afterEach, describe, expect, it } from 'vitest';
import { moment, START } from './contract-rows.ts';
import { batchOf, plainSeries, SETTINGS } from './plain-metrics.ts';
import { dumpTiles } from './pyramid-rows.ts';
import type { MakeRepository, RepositoryUnderTest } from './repository-under-test.ts';

const NAMES = ['BTC', 'ETH'];
const EMPTY: TileBatch = {
  removeBehind: null,
  traded: [],
  rows: [],
  buckets: [],
  candles: [],
  state: { metricRows: 30, waitingTrades: null },
};

/** Row tiles of 10 rows each, a second a tile, of which the second and third begin at the same time. */
const ROWS: readonly RowTile[] = NAMES.flatMap((instrument) =>
  [0, 1, 1, 2].map((second, index) => rowTile(instrument, second, index)),
);
const BUCKETS: readonly BucketTile[] = NAMES.flatMap((instrument) =>
  (['price', 'obi', 'cvd'] as const).flatMap((series) =>
    [0, 10, TOP_LEVEL].flatMap((level) =>
      [-2, -1, 0, 1].map((step): BucketTile => {
        const tile = Math.floor(START / tileMsOf(level)) + step;
        return { instrument, series, level, tile, bytes: bytesOf(instrument, series, level, tile) };
      }),
    ),
  ),
);
const CANDLES: readonly CandleTile[] = NAMES.flatMap((instrument) =>
  (['trades', 'mid'] as const).flatMap((basis) =>
    CANDLE_SECONDS.flatMap((seconds) =>
      [-2, -1, 0, 1].map((step): CandleTile => {
        const tile = Math.floor(START / candleTileMsOf(seconds)) + step;
        return { instrument, basis, seconds, tile, bytes: bytesOf(instrument, basis, seconds, tile) };
      }),
    ),
  ),
);
const FULL: TileBatch = { ...EMPTY, rows: ROWS, buckets: BUCKETS, candles: CANDLES };

/** The reads and writes of `TileRepository`, where a `MetricsRepository` has one. */
export function describeTiles(make: MakeRepository): void {
  let open: RepositoryUnderTest | null = null;
  afterEach(async () => {
    await open?.close();
    open = null;
  });
  /** Thirty metrics of two instruments, and no tile. */
  const created = async (): Promise<MetricsRepository> => {
    open = await make({});
    await open.metrics.createMetricsTable(SETTINGS, { replace: false });
    await open.metrics.insertMetricsBatch(batchOf(0, plainSeries(30, NAMES)));
    return open.metrics;
  };
  const filled = async (): Promise<TileRepository> => {
    const { tiles } = await created();
    await tiles!.createPyramid();
    await tiles!.writeTiles(FULL);
    return tiles!;
  };

  describe('tiles', () => {
    it('are none at first, nor of an instrument that nobody knows', async () => {
      const { tiles } = await created();
      await tiles!.createPyramid();
      expect(await tiles!.loadPyramidState()).toEqual({ metricRows: 0, waitingTrades: null });
      const [, ...none] = await dumpTiles(tiles!, [...NAMES, 'XRP']);
      expect(none).toEqual([...NAMES, 'XRP'].flatMap((name) => [name, ['trades', false], ['mid', false]]));
      expect(await tiles!.loadLastRowTile('BTC', { rows: 1, lastMetric: 99 })).toBeNull();
      expect(await tiles!.loadLastRowTile('XRP', { rows: 1, lastMetric: 99 })).toBeNull();
      expect(await tiles!.loadMetricsBehind('XRP', 0)).toMatchObject({ metrics: { count: 0 }, lastMetric: 0 });
    });

    it('come back byte by byte, after the file was opened anew too', async () => {
      const tiles = await filled();
      const dump = await dumpTiles(tiles, NAMES);
      // The state; of each instrument its name, 4 times, 3 x 4 values, 3 x 3 x 4 buckets, two bases with 3 x 4 candles.
      expect(dump).toHaveLength(1 + 2 * (1 + 4 + 12 + 36 + 2 * 13));
      for (const tile of [...BUCKETS, ...CANDLES]) expect(dump).toContainEqual(entryOf(tile));
      expect(await tiles.loadTimes('ETH', START, START + 500)).toMatchObject([placeOf(ROWS[4]!)]);
      open = await open!.reopen();
      expect(await dumpTiles(open.metrics.tiles!, NAMES)).toEqual(dump);
    });

    it('of a range are those and no others', async () => {
      const tiles = await filled();
      const [first] = BUCKETS;
      const tile = first!.tile;
      for (const [from, to] of [
        [0, 3],
        [1, 2],
        [2, 2],
        [3, 9],
        [-5, -1],
        [4, 9],
        [2, 1],
      ] as const) {
        const range = { instrument: 'ETH', first: tile + from, last: tile + to };
        const wanted = [0, 1, 2, 3].filter((step) => step >= from && step <= to).map((step) => tile + step);
        expect((await tiles.loadBucketTiles('price', 0, range)).map((found) => found.tile)).toEqual(wanted);
        const candle = CANDLES[0]!.tile - tile;
        const shifted = { instrument: 'ETH', first: range.first + candle, last: range.last + candle };
        expect((await tiles.loadCandleTiles('mid', 1, shifted)).map((found) => found.tile - candle)).toEqual(wanted);
        const rows = await tiles.loadValues('cvd', { instrument: 'BTC', first: 10 * from, last: 10 * to });
        expect(rows.map(({ firstRow }) => firstRow / 10)).toEqual(
          [0, 1, 2, 3].filter((row) => row >= from && row <= to),
        );
      }
    });

    it('of rows are those with a row in a span, and perhaps their neighbours', async () => {
      const tiles = await filled();
      const rowsOf = async (start: number, end: number) =>
        (await tiles.loadTimes('BTC', START + start, START + end)).map(({ firstRow }) => firstRow / 10);
      // The last tile before a span may reach into it; two that begin at once go together.
      expect(await rowsOf(0, 3000)).toEqual([0, 1, 2, 3]);
      for (const [start, end, first, last] of [
        [0, 1, 0, 0],
        [500, 1000, 0, 0],
        [500, 1001, 0, 2],
        [1000, 1001, 1, 2],
        [1500, 1600, 1, 2],
        [1999, 2001, 1, 3],
        [2500, 9000, 3, 3],
      ] as const) {
        const rows = await rowsOf(start, end);
        expect(rows).toEqual([...rows].sort());
        for (let row = first; row <= last; row++) expect(rows).toContain(row);
        expect(rows.every((row) => row >= first - 1 && row <= last + 1)).toBe(true);
      }
    });

    it('take the place of those that stand there', async () => {
      const tiles = await filled();
      const bytes = Uint8Array.of(9, 8, 7);
      const values = { price: bytes, obi: bytes, cvd: bytes };
      const rows = [{ ...ROWS[3]!, rows: 11, lastMetric: 40, times: bytes, values }];
      const buckets = [{ ...BUCKETS[5]!, bytes }];
      const candles = [{ ...CANDLES[5]!, bytes }];
      await tiles.writeTiles({ ...EMPTY, rows, buckets, candles, state: { metricRows: 31, waitingTrades: 5 } });
      const replaced = { ...FULL, rows: ROWS.with(3, rows[0]!) };
      const wanted = {
        ...replaced,
        buckets: BUCKETS.with(5, buckets[0]!),
        candles: CANDLES.with(5, candles[0]!),
        state: { metricRows: 31, waitingTrades: 5 },
      };
      expect(await dumpTiles(tiles, NAMES)).toEqual(await dumpOfNew(wanted));
    });

    it.each([
      ['the start', START],
      ['a little later', START + 700],
      ['a level before', START - tileMsOf(10)],
      ['the beginning of a tile', Math.floor(START / tileMsOf(10)) * tileMsOf(10)],
      ['all', Number.NEGATIVE_INFINITY],
    ])('that end behind a time are removed before others are written: %s', async (_, time) => {
      const tiles = await filled();
      const kept = {
        buckets: BUCKETS.filter(({ level, tile }) => (tile + 1) * tileMsOf(level) <= time),
        candles: CANDLES.filter(({ seconds, tile }) => (tile + 1) * candleTileMsOf(seconds) <= time),
      };
      const more = [BUCKETS[2]!];
      await tiles.writeTiles({ ...EMPTY, removeBehind: time, buckets: more });
      const buckets = kept.buckets.includes(more[0]!) ? kept.buckets : [...kept.buckets, ...more];
      expect(await dumpTiles(tiles, NAMES)).toEqual(await dumpOfNew({ ...FULL, ...kept, buckets }));
    });

    it('of the mid go where an instrument has its first trade', async () => {
      const tiles = await filled();
      await tiles.writeTiles({ ...EMPTY, traded: ['ETH'] });
      const candles = CANDLES.filter(({ instrument, basis }) => instrument !== 'ETH' || basis !== 'mid');
      expect(await dumpTiles(tiles, NAMES)).toEqual(await dumpOfNew({ ...FULL, candles }));
      expect(await tiles.hasCandles('ETH', 'mid')).toBe(false);
      expect(await tiles.hasCandles('BTC', 'mid')).toBe(true);
    });

    it('are written with the metrics they belong to, or not at all', async () => {
      const metrics = await created();
      await metrics.tiles!.createPyramid();
      const batch = { ...batchOf(30, plainSeries(40, NAMES).slice(30), { checkpoints: [35] }), tiles: FULL };
      const before = await dumpTiles(metrics.tiles!, NAMES);
      const twice = { ...batch, checkpoints: [batch.checkpoints[0]!, batch.checkpoints[0]!] };
      await expect(metrics.insertMetricsBatch(twice)).rejects.toThrow();
      expect(await dumpTiles(metrics.tiles!, NAMES)).toEqual(before);
      await metrics.insertMetricsBatch(batch);
      expect(await dumpTiles(metrics.tiles!, NAMES)).toEqual(await dumpOfNew(FULL));
    });

    it('know the last of some rows, and the metrics behind it', async () => {
      const tiles = await filled();
      const last = async (rows: number, lastMetric: number) =>
        (await tiles.loadLastRowTile('BTC', { rows, lastMetric }))?.firstRow ?? null;
      expect(await last(1, 99)).toBe(30);
      expect(await last(10, 33)).toBe(30);
      expect(await last(10, 32)).toBe(20);
      expect(await last(10, 2)).toBeNull();
      expect(await last(11, 99)).toBeNull();
      // Of thirty metrics the odd ones are BTC's: snapshots 100, 102, ... are metrics 1, 3, ...
      const { metrics, lastMetric } = await tiles.loadMetricsBehind('BTC', 25);
      expect([...metrics.snapshotIds]).toEqual([126, 128]);
      expect(metrics.timestamps[0]).toBe(moment(26).timestamp);
      expect(lastMetric).toBe(29);
      expect(await tiles.loadMetricsBehind('BTC', 29)).toMatchObject({ metrics: { count: 0 }, lastMetric: 0 });
    });

    it('are gone when the pyramid or the metrics are made anew', async () => {
      const tiles = await filled();
      const nothing = NAMES.flatMap((name) => [name, ['trades', false], ['mid', false]]);
      await tiles.createPyramid();
      expect(await dumpTiles(tiles, NAMES)).toEqual([{ metricRows: 0, waitingTrades: null }, ...nothing]);
      await tiles.writeTiles(FULL);
      await open!.metrics.createMetricsTable(SETTINGS, { replace: true });
      await open!.metrics.insertMetricsBatch(batchOf(0, plainSeries(30, NAMES)));
      const [state, ...none] = await dumpTiles(tiles, NAMES);
      expect(none).toEqual(nothing);
      expect([null, 0]).toContain((state as PyramidState | null)?.metricRows ?? null);
    });
  });

  /** What a new file has of these tiles. */
  async function dumpOfNew(batch: TileBatch): Promise<readonly unknown[]> {
    const first = open;
    const { tiles } = await created();
    await tiles!.createPyramid();
    await tiles!.writeTiles(batch);
    const dump = await dumpTiles(tiles!, NAMES);
    await open!.close();
    open = first;
    return dump;
  }
}

function rowTile(instrument: string, second: number, index: number): RowTile {
  const bytes = (kind: string) => bytesOf(instrument, kind, second, index);
  return {
    instrument,
    firstTimestamp: START + 1000 * second,
    firstRow: 10 * index,
    rows: 10,
    lastMetric: 10 * index + 3,
    times: bytes('times'),
    values: { price: bytes('price'), obi: bytes('obi'), cvd: bytes('cvd') },
  };
}

/** Other bytes for every tile: what is in them is no business of a repository. */
function bytesOf(...place: readonly unknown[]): Uint8Array {
  const text = JSON.stringify(place);
  return Uint8Array.from({ length: text.length + 2 }, (_, at) => (at < 2 ? 255 * at : text.charCodeAt(at - 2)));
}

function placeOf({ firstTimestamp, firstRow, rows, lastMetric }: RowTile) {
  return { firstTimestamp, firstRow, rows, lastMetric };
}

/** A tile as `dumpTiles` spells it. */
function entryOf(tile: BucketTile | CandleTile): readonly unknown[] {
  const bytes = Array.from(tile.bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if ('level' in tile) return ['buckets', tile.series, tile.level, tile.tile, bytes];
  return ['candles', tile.basis, tile.seconds, tile.tile, bytes];
}
