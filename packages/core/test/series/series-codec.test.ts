import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSeries, encodeSeries } from '../../src/series/series-codec.ts';
import type { Series } from '../../src/series/series-parts.ts';
import { anySeries } from '../support/arbitrary-series.ts';

const EXAMPLE: Series = {
  kind: 'rows',
  series: 'obi',
  instrument: 'BTC',
  start: 0,
  end: 2,
  live: null,
  timestamps: Float64Array.of(0, 1),
  nanoseconds: Uint32Array.of(5, 6),
  values: Float64Array.of(0.5, Number.NaN),
};

describe('encodeSeries', () => {
  it('gives back every number of every series', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        expect(decodeSeries(encodeSeries(series))).toEqual(series);
      }),
    );
  });

  it('reads a body that stands anywhere in a buffer', () => {
    fc.assert(
      fc.property(anySeries, fc.nat(9), (series, shift) => {
        const body = encodeSeries(series);
        const buffer = new Uint8Array(body.length + shift);
        buffer.set(body, shift);
        expect(decodeSeries(buffer.subarray(shift))).toEqual(series);
      }),
    );
  });

  it('starts with the length of a JSON header in ASCII and puts every column at a multiple of 8', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        const body = encodeSeries(series);
        const length = new DataView(body.buffer).getUint32(0, true);
        const header = body.subarray(4, 4 + length);
        expect(header.every((byte) => byte < 0x80)).toBe(true);
        expect((4 + length) % 8).toBe(0);
        const { columns } = JSON.parse(new TextDecoder().decode(header));
        for (const { offset } of columns) expect(offset % 8).toBe(0);
      }),
    );
  });

  it('writes numbers little-endian', () => {
    const body = encodeSeries(EXAMPLE);
    const view = new DataView(body.buffer);
    const header = JSON.parse(new TextDecoder().decode(body.subarray(4, 4 + view.getUint32(0, true))));
    const [timestamps, nanoseconds, values] = header.columns;
    expect(header).toMatchObject({ kind: 'rows', series: 'obi', instrument: 'BTC', start: 0, end: 2, live: null });
    expect(nanoseconds).toMatchObject({ name: 'nanoseconds', type: 'uint32', count: 2 });
    expect([...body.subarray(nanoseconds.offset, nanoseconds.offset + 8)]).toEqual([5, 0, 0, 0, 6, 0, 0, 0]);
    expect(view.getFloat64(timestamps.offset + 8, true)).toBe(1);
    expect(view.getFloat64(values.offset, true)).toBe(0.5);
  });

  it('leaves out what stands behind the count of bars', () => {
    const column = Float64Array.of(1, 2, 3);
    const bars = {
      count: 1,
      instruments: new Uint32Array(3),
      instrumentNames: ['BTC'],
      timestamps: column,
      opens: column,
      highs: column,
      lows: column,
      closes: column,
      buyVolumes: column,
      sellVolumes: column,
      tradeCounts: column,
    };
    const candles = { kind: 'candles', instrument: 'BTC', start: 0, end: 1, live: null, windowSeconds: 1 } as const;
    const decoded = decodeSeries(encodeSeries({ ...candles, basis: 'mid', bars }));
    expect(decoded.kind === 'candles' && decoded.bars.closes).toEqual(Float64Array.of(1));
  });
});

describe('decodeSeries', () => {
  it('refuses every body that is cut short', () => {
    const body = encodeSeries(EXAMPLE);
    for (let length = 0; length < body.length; length++) {
      expect(() => decodeSeries(body.subarray(0, length)), String(length)).toThrow('not the body of a series');
    }
  });

  it.each(['null', '{}', '{"kind":"toString","instrument":"","columns":[]}', '{"kind":"rows","instrument":""}', '[1'])(
    'refuses the header %s',
    (header) => {
      const body = new Uint8Array(4 + header.length);
      new DataView(body.buffer).setUint32(0, header.length, true);
      body.set(new TextEncoder().encode(header), 4);
      expect(() => decodeSeries(body)).toThrow('not the body of a series');
    },
  );

  it('refuses a header without a column that its kind has', () => {
    const header = '{"kind":"rows","instrument":"","columns":[]}';
    const body = new Uint8Array(4 + header.length);
    new DataView(body.buffer).setUint32(0, header.length, true);
    body.set(new TextEncoder().encode(header), 4);
    expect(() => decodeSeries(body)).toThrow('it has no column timestamps');
  });
});
