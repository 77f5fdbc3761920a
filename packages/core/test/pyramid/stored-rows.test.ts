import { describe, expect, it } from 'vitest';
import type { RowTile, TileRange, TileRepository } from '../../src/index.ts';
import type { LineSeries } from '../../src/pyramid/bucket-record.ts';
import { encodeTimes, encodeValues } from '../../src/pyramid/row-tile.ts';
import { StoredRows } from '../../src/pyramid/stored-rows.ts';
import { metricColumnsOf } from '../support/memory-metrics-repository.ts';

const START = 1_720_000_000_000;
const TILE_ROWS = 4;

/** Rows a millisecond apart whose OBI is their number, four a tile; those behind the last whole tile in metrics only. */
class GrowingTiles {
  rows: number;
  /** Called before every read. */
  onRead: () => void = () => undefined;
  /** Numbers of value tiles, a read each. */
  readonly valueReads: number[] = [];
  #isWhole = false;

  constructor(rows: number) {
    this.rows = rows;
  }

  /** Stores the rows of the last tile, few as they are. */
  finish(): void {
    this.#isWhole = true;
  }

  /** Adds rows, as a run does: the last tile is there again when it is full. */
  add(rows: number): void {
    this.rows += rows;
  }

  get repository(): TileRepository {
    return {
      loadTimes: async (_: string, start: number, end: number) => {
        this.onRead();
        const tiles = this.#tiles().filter(({ firstTimestamp }) => firstTimestamp < end);
        const first = tiles.findLastIndex(({ firstTimestamp }) => firstTimestamp < start);
        return tiles.slice(Math.max(0, first));
      },
      loadValues: async (series: LineSeries, { first, last }: TileRange) => {
        this.onRead();
        const tiles = this.#tiles().filter(({ firstRow }) => firstRow >= first && firstRow <= last);
        this.valueReads.push(tiles.length);
        return tiles.map(({ firstRow, values }) => ({ firstRow, bytes: values[series] }));
      },
      loadLastRowTile: async () => {
        this.onRead();
        return this.#tiles().at(-1) ?? null;
      },
      loadMetricsBehind: async (_: string, metric: number) => {
        this.onRead();
        const rows = Array.from({ length: this.rows - metric }, (_value, row) => this.#metric(metric + row));
        return { metrics: metricColumnsOf(rows), lastMetric: rows.length === 0 ? 0 : this.rows };
      },
    } as Partial<TileRepository> as TileRepository;
  }

  #tiles(): readonly RowTile[] {
    const count = (this.#isWhole ? Math.ceil : Math.floor)(this.rows / TILE_ROWS);
    return Array.from({ length: count }, (_, tile) => {
      const firstRow = tile * TILE_ROWS;
      const rows = Math.min(TILE_ROWS, this.rows - firstRow);
      const numbers = Float64Array.from({ length: rows }, (_value, row) => firstRow + row);
      const times = { count: rows, timestamps: numbers.map((row) => START + row), nanoseconds: new Uint32Array(rows) };
      const bytes = encodeValues(numbers);
      return {
        instrument: 'A',
        firstTimestamp: START + firstRow,
        firstRow,
        rows,
        lastMetric: firstRow + rows,
        times: encodeTimes(times),
        values: { price: bytes, obi: bytes, cvd: bytes },
      };
    });
  }

  #metric(row: number) {
    const time = { timestamp: START + row, nanoseconds: 0, text: String(START + row) };
    return { snapshotId: row, instrument: 'A', ...time, obi: row, cvd: row, bestBid: row - 1, bestAsk: row + 1 };
  }
}

async function obisOf(tiles: GrowingTiles, isWhole: boolean, start = START, end = Number.POSITIVE_INFINITY) {
  const obis: number[] = [];
  for await (const rows of new StoredRows(tiles.repository, 'A', isWhole).between(start, end, ['obi'])) {
    expect(rows.count).toBeGreaterThan(0);
    expect(rows.obi).toHaveLength(rows.count);
    expect([...rows.timestamps]).toEqual([...rows.obi].map((obi) => START + obi));
    obis.push(...rows.obi);
  }
  return obis;
}

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

describe('StoredRows', () => {
  it.each([0, 1, 4, 7, 8, 30])('reads %i rows, from tiles and behind them', async (rows) => {
    const tiles = new GrowingTiles(rows);
    expect(await obisOf(tiles, false)).toEqual(numbers(0, rows));
    for (const [start, end] of [
      [2, 5],
      [4, 8],
      [5, 29],
      [29, 31],
    ] as const) {
      const within = numbers(0, rows).filter((row) => row >= start && row < end);
      expect(await obisOf(tiles, false, START + start, START + end)).toEqual(within);
      expect(await new StoredRows(tiles.repository, 'A', false).count(START + start, START + end)).toBe(within.length);
    }
  });

  it('reads values of some tiles at a time, however many there are', async () => {
    const tiles = new GrowingTiles(1000);
    expect(await obisOf(tiles, true)).toEqual(numbers(0, 1000));
    expect(Math.max(...tiles.valueReads)).toBeLessThanOrEqual(64);
    expect(tiles.valueReads.reduce((sum, count) => sum + count, 0)).toBe(250);
  });

  it.each([1, 3, 4, 5, 40])('reads every row once while %i more come at every step', async (more) => {
    for (const rows of [0, 3, 4, 6, 9]) {
      for (const isFinished of [false, true]) {
        const tiles = new GrowingTiles(rows);
        if (isFinished) tiles.finish();
        tiles.onRead = () => tiles.add(more);
        const found = await obisOf(tiles, false);
        expect(found).toEqual(numbers(0, found.length));
        expect(found.length).toBeGreaterThanOrEqual(rows);
      }
    }
  });
});
