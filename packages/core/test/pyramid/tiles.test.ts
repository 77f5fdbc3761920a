import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUCKET_RECORD } from '../../src/pyramid/bucket-record.ts';
import {
  decodeBucketTiles,
  encodeBucketTile,
  openBucketTile,
  opensOf,
  rowsOf,
  slotOf,
} from '../../src/pyramid/bucket-tile.ts';
import { CANDLE_RECORD } from '../../src/pyramid/candle-record.ts';
import { decodeCandleTile, encodeCandleTile } from '../../src/pyramid/candle-tile.ts';
import { decodeTimes, decodeValues, encodeTimes, encodeValues } from '../../src/pyramid/row-tile.ts';

const LINES = ['price', 'obi', 'cvd'] as const;

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

describe('a bucket tile', () => {
  it('is laid out as documented', () => {
    // One bucket of 16 ms, the third of the tile that begins at 8192 = 2 * 256 * 16: 8224 = 8192 + 2 * 16; seven rows.
    const record = Float64Array.of(8224, 7, 1, 0.5, 2, 1.5, 0, 0, 0, 0, 0, 0, 0, 0);
    const bytes = encodeBucketTile(record, 1, { series: 'price', bucketMs: 16 });
    expect(hex(bytes.subarray(0, 13))).toBe('01 00 01 00 00 00 00 00 02 07 00 00 00');
    // 1 is 0x3ff0000000000000, 0.5 is 0x3fe0..., 2 is 0x4000..., 1.5 is 0x3ff8...
    expect(hex(bytes.subarray(13, 21))).toBe('00 00 00 00 00 00 f0 3f');
    expect(hex(bytes.subarray(37))).toBe('00 00 00 00 00 00 f8 3f');
    expect(bytes).toHaveLength(8 + 37);
    const tile = openBucketTile(bytes);
    expect([slotOf(tile, 0), rowsOf(tile, 0), tile.view.getFloat64(opensOf(tile), true)]).toEqual([2, 7, 1]);
  });

  it('gives back every record', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(255), { minLength: 1 }),
        fc.integer({ min: 0, max: 28 }),
        fc.integer({ min: -3, max: 3 }),
        fc.infiniteStream(fc.double()),
        (slots, level, tile, values) => {
          const bucketMs = 2 ** level;
          const start = tile * 256 * bucketMs;
          const records = new Float64Array(slots.length * BUCKET_RECORD.stride);
          for (const [row, slot] of slots.sort((a, b) => a - b).entries()) {
            records.set([start + slot * bucketMs, row + 1], row * BUCKET_RECORD.stride);
            for (let field = 2; field < BUCKET_RECORD.stride; field++) {
              records[row * BUCKET_RECORD.stride + field] = values.next().value;
            }
          }
          const tiles = LINES.map((series) => encodeBucketTile(records, slots.length, { series, bucketMs }));
          expect(decodeBucketTiles(tiles, start, bucketMs)).toEqual(records);
        },
      ),
    );
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['another version', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0)],
    ['another length', Uint8Array.of(1, 0, 1, 0, 0, 0, 0, 0)],
  ])('is refused with %s', (_, bytes) => {
    expect(() => openBucketTile(bytes)).toThrow('cannot be read; compute the metrics anew');
  });
});

describe('a candle tile', () => {
  it('gives back candles of trades with their volumes, and those of the mid without', () => {
    const trades = Float64Array.of(61_000, 3, 10, 12, 9, 11, 1.5, 1e-17, 2.5, -1e-17);
    const mids = Float64Array.of(61_000, 0, 10, 12, 9, 11, 0, 0, 0, 0);
    // 61 s is the 62nd candle of the tile that begins at 0.
    const bytes = encodeCandleTile(trades, 1, 1000);
    expect(hex(bytes.subarray(0, 9))).toBe('01 01 01 00 00 00 00 00 3d');
    expect(decodeCandleTile(bytes, 0, 1000)).toEqual(trades);
    expect(bytes).toHaveLength(8 + 69);
    expect(decodeCandleTile(encodeCandleTile(mids, 1, 1000), 0, 1000)).toEqual(mids);
    expect(encodeCandleTile(mids, 1, 1000)).toHaveLength(8 + 33);
  });
});

describe('candles', () => {
  it('keep every trade when they are merged: volumes add up with their compensation', () => {
    // 2^53 + 1 is not a number of 8 bytes, but sum and compensation together hold it.
    const day = Float64Array.of(0, 1, 5, 5, 5, 5, 2 ** 53, 0, 0, 0);
    CANDLE_RECORD.merge(day, 0, Float64Array.of(1000, 2, 7, 9, 4, 8, 1, 0.25, 3, 0), 0);
    expect([...day]).toEqual([0, 3, 5, 9, 4, 8, 2 ** 53, 1.25, 3, 0]);
  });
});

describe('a row tile', () => {
  it('gives back times and values, exactly', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof(fc.nat(1000), fc.nat(2 ** 40)), fc.nat(999_999)), { minLength: 1, maxLength: 60 }),
        fc.boolean(),
        (steps, isWhole) => {
          let time = 1_720_000_000_000;
          const timestamps = Float64Array.from(steps, ([step]) => {
            time += step;
            return time;
          });
          const nanoseconds = Uint32Array.from(steps, ([, within]) => (isWhole ? 0 : within));
          const times = { count: steps.length, timestamps, nanoseconds };
          expect(decodeTimes(encodeTimes(times))).toEqual(times);
        },
      ),
    );
    const values = Float64Array.of(1, Number.NaN, -0, 1e308);
    expect(decodeValues(encodeValues(values))).toEqual(values);
  });

  it('takes four bytes a time, and eight a value', () => {
    const times = { count: 3, timestamps: Float64Array.of(1e12, 1e12 + 1, 2e12), nanoseconds: new Uint32Array(3) };
    expect(encodeTimes({ ...times, timestamps: Float64Array.of(1e12, 1e12 + 1, 1e12 + 2) })).toHaveLength(16 + 12);
    expect(encodeTimes(times)).toHaveLength(16 + 24);
    expect(encodeTimes({ ...times, nanoseconds: Uint32Array.of(0, 0, 1) })).toHaveLength(16 + 36);
    expect(encodeValues(new Float64Array(3))).toHaveLength(8 + 24);
  });
});
