import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packSeries, type RowSeries, type Series, unpackSeries } from '../../src/index.ts';
import { anySeries } from '../support/arbitrary-series.ts';

const ROWS: RowSeries = {
  kind: 'rows',
  series: 'cvd',
  instrument: 'BTC',
  start: 0,
  end: 3000,
  live: null,
  timestamps: Float64Array.of(1000, 1010, 1020),
  nanoseconds: Uint32Array.of(0, 0, 0),
  values: Float64Array.of(2.5, 2.75, -1),
};

/** The bytes behind the header. */
function dataOf(body: Uint8Array): readonly number[] {
  return [...body.subarray(4 + new DataView(body.buffer).getUint32(0, true))];
}

const TIMES = ['timestamps', 'nanoseconds', 'rowCounts', 'tradeCounts'];

/** The columns of a series by name. */
function columnsOf(series: Series): ReadonlyMap<string, ArrayLike<number>> {
  const source = series.kind === 'candles' ? series.bars : series;
  return new Map(Object.entries(source).filter(([, value]) => ArrayBuffer.isView(value)) as [string, Float64Array][]);
}

/** All of a series but its numbers. */
function restOf(series: Series): unknown {
  return JSON.parse(JSON.stringify(series, (_, value) => (ArrayBuffer.isView(value) ? undefined : value)));
}

/** Whether a number is kept as well as is said. */
function isKept(kept: number, value: number, name: string, { series, largest }: { series: Series; largest: number }) {
  if (Object.is(kept, value)) return true;
  if (TIMES.includes(name)) return false;
  return (
    Math.abs(kept - value) <= 2 ** -44 * largest || (series.kind === 'buckets' && Object.is(kept, Math.fround(value)))
  );
}

describe('packSeries', () => {
  it('gives back every time and count, and values as well as it says', () => {
    fc.assert(
      fc.property(fc.array(anySeries, { maxLength: 4 }), (all) => {
        const unpacked = unpackSeries(packSeries(all));
        expect(unpacked.map(restOf)).toEqual(all.map(restOf));
        for (const [index, series] of all.entries()) {
          const kept = columnsOf(unpacked[index]!);
          for (const [name, column] of columnsOf(series)) {
            const values = Array.from(column);
            const largest = Math.max(...values.map(Math.abs));
            expect(Array.from(kept.get(name)!)).toHaveLength(values.length);
            const lost = values.filter(
              (value, row) => !isKept(kept.get(name)![row]!, value, name, { series, largest }),
            );
            expect({ name, lost }).toEqual({ name, lost: [] });
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes the noise of sums for none', () => {
    const values = Float64Array.of(0.1 + 0.2, 0.3, 1e3);
    const [kept] = unpackSeries(packSeries([{ ...ROWS, values }])) as [RowSeries];
    expect([...kept.values]).toEqual([0.3, 0.3, 1000]);
    // A third is no decimal: what is next to it keeps its noise.
    const thirds = Float64Array.of(0.1 + 0.2, 0.3, 1 / 3);
    const [exact] = unpackSeries(packSeries([{ ...ROWS, values: thirds }])) as [RowSeries];
    expect(exact.values).toEqual(thirds);
  });

  it('writes decimals as differences of whole numbers, zigzag, seven bits a byte', () => {
    // 1000, +10, +10 doubled are 2000 = 15 x 128 + 80, 20, 20. Three zeros. 250, +25, -375: 500 = 3 x 128 + 116, 50, and
    // 2 x 375 - 1 = 749 = 5 x 128 + 109.
    expect(dataOf(packSeries([ROWS]))).toEqual([128 + 80, 15, 20, 20, 0, 0, 0, 128 + 116, 3, 50, 128 + 109, 5]);
  });

  it('writes other numbers byte by byte of all', () => {
    const values = Float64Array.of(1 / 3, 2 / 3);
    const body = packSeries([{ ...ROWS, values }]);
    const bytes = new Uint8Array(values.buffer);
    const planes = Array.from({ length: 8 }, (_, byte) => [bytes[byte]!, bytes[8 + byte]!]).flat();
    expect(dataOf(body).slice(-16)).toEqual(planes);
  });

  it('writes once what stands twice', () => {
    const one = packSeries([ROWS]);
    const two = packSeries([ROWS, { ...ROWS, series: 'obi', values: Float64Array.of(0.5, 0.25, 0.75) }]);
    // 50, 25 - 50 and 75 - 25 take a byte each: only those are new.
    expect(dataOf(two).length - dataOf(one).length).toBe(3);
  });

  it('refuses a body that is cut short, or is none', () => {
    const body = packSeries([ROWS]);
    for (let length = 0; length < body.length; length++) {
      expect(() => unpackSeries(body.subarray(0, length))).toThrowError(
        expect.objectContaining({ code: 'bad-argument' }),
      );
    }
    const header = '[{"kind":"rows","instrument":"A","columns":[]}]';
    const none = Uint8Array.from([header.length, 0, 0, 0, ...new TextEncoder().encode(header)]);
    expect(() => unpackSeries(none)).toThrowError('it has no column timestamps');
  });
});
