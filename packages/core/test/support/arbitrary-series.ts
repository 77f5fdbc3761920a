import fc from 'fast-check';
import type { Series } from '../../src/index.ts';

const float = fc.double();
const text = fc.string({ unit: 'binary', maxLength: 12 });

const answer = fc.record({
  instrument: text,
  start: fc.integer(),
  end: fc.integer(),
  live: fc.option(text, { nil: null }),
});

function floats(count: number): fc.Arbitrary<Float64Array> {
  return fc.array(float, { minLength: count, maxLength: count }).map((values) => Float64Array.from(values));
}

function counts(count: number): fc.Arbitrary<Uint32Array> {
  const one = fc.integer({ min: 0, max: 0xffffffff });
  return fc.array(one, { minLength: count, maxLength: count }).map((values) => Uint32Array.from(values));
}

const line = fc.constantFrom('price' as const, 'obi' as const, 'cvd' as const);

const rows = fc.nat(9).chain((count) =>
  fc.tuple(answer, line, floats(count), counts(count), floats(count)).map(
    ([common, series, timestamps, nanoseconds, values]): Series => ({
      kind: 'rows',
      ...common,
      series,
      timestamps,
      nanoseconds,
      values,
    }),
  ),
);

const buckets = fc.nat(9).chain((count) =>
  fc.tuple(answer, line, counts(count), fc.tuple(...Array.from({ length: 5 }, () => floats(count)))).map(
    ([common, series, rowCounts, columns]): Series => ({
      kind: 'buckets',
      ...common,
      series,
      bucketMs: 4096,
      timestamps: columns[0]!,
      rowCounts,
      opens: columns[1]!,
      lows: columns[2]!,
      highs: columns[3]!,
      closes: columns[4]!,
    }),
  ),
);

const candles = fc.nat(9).chain((count) =>
  fc.tuple(answer, fc.tuple(...Array.from({ length: 8 }, () => floats(count)))).map(
    ([common, columns]): Series => ({
      kind: 'candles',
      ...common,
      windowSeconds: 60,
      basis: 'trades',
      bars: {
        count,
        instruments: new Uint32Array(count),
        instrumentNames: [common.instrument],
        timestamps: columns[0]!,
        opens: columns[1]!,
        highs: columns[2]!,
        lows: columns[3]!,
        closes: columns[4]!,
        buyVolumes: columns[5]!,
        sellVolumes: columns[6]!,
        tradeCounts: columns[7]!,
      },
    }),
  ),
);

/** Any answer of a `SeriesRepository`, with any numbers in it. */
export const anySeries: fc.Arbitrary<Series> = fc.oneof(rows, buckets, candles);
