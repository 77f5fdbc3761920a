import { type BucketSeries, encodeSeries, type RowSeries } from '@orderflow/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AnchoredSource } from '../../../src/client/api/anchored-source.ts';
import { HttpSeriesRepository } from '../../../src/client/api/http-series-repository.ts';

const rows: RowSeries = {
  kind: 'rows',
  series: 'cvd',
  instrument: 'BTC/USDT',
  start: 0,
  end: 10,
  live: null,
  timestamps: Float64Array.of(1, 2),
  nanoseconds: Uint32Array.of(0, 7),
  values: Float64Array.of(5, 8),
};

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Answers every request with this; gives the addresses that were asked for. */
function answer(make: (init: RequestInit | undefined) => Promise<Response>): URL[] {
  const asked: URL[] = [];
  vi.stubGlobal('fetch', (address: string, init?: RequestInit) => {
    asked.push(new URL(address, 'http://dashboard.test'));
    return make(init);
  });
  return asked;
}

function bodyOf(series: RowSeries | BucketSeries): Response {
  return new Response(Uint8Array.from(encodeSeries(series)));
}

describe('series over HTTP', () => {
  it('are asked for with exact moments, and read as they were sent', async () => {
    const asked = answer(async () => bodyOf(rows));
    const start = { timestamp: Date.UTC(2025, 6, 1), nanoseconds: 5 };
    const series = await new HttpSeriesRepository(10).readSeries({
      instrument: 'BTC/USDT',
      series: 'obi',
      range: { start },
      pixels: 800,
      foldMs: 1.5,
    });
    expect(asked[0]?.pathname).toBe('/api/v1/series/BTC%2FUSDT');
    expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toEqual({
      series: 'obi',
      pixels: '800',
      foldMs: '1.5',
      start: '2025-07-01T00:00:00.000000005Z',
      depth: '10',
    });
    expect(series).toEqual(rows);
  });

  it('asks for the depth of the OBI alone, and for a window of candles alone', async () => {
    const asked = answer(async () => bodyOf(rows));
    const repository = new HttpSeriesRepository('all');
    await repository.readSeries({ instrument: 'BTC', series: 'cvd', pixels: 1 });
    await repository.readSeries({ instrument: 'BTC', series: 'candles', windowSeconds: 60, pixels: 1 });
    expect(asked.map(({ search }) => search)).toEqual([
      '?series=cvd&pixels=1',
      '?series=candles&pixels=1&windowSeconds=60',
    ]);
  });

  it('fails with the sentence of the problem document', async () => {
    answer(async () => Response.json({ code: 'unknown-instrument', detail: 'no DOGE here' }, { status: 404 }));
    const reading = new HttpSeriesRepository().readSeries({ instrument: 'DOGE', series: 'cvd', pixels: 1 });
    await expect(reading).rejects.toMatchObject({ message: 'No DOGE here.', code: 'unknown-instrument', status: 404 });
  });

  it('stops the request where nobody waits any more', async () => {
    answer(
      (init) =>
        new Promise((_, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new DOMException('gone', 'AbortError')));
        }),
    );
    const controller = new AbortController();
    const reading = new HttpSeriesRepository().readSeries(
      { instrument: 'BTC', series: 'cvd', pixels: 1 },
      { signal: controller.signal },
    );
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a CVD that starts at a chosen moment', () => {
  const buckets: BucketSeries = {
    kind: 'buckets',
    series: 'cvd',
    instrument: 'BTC',
    start: 0,
    end: 8,
    live: null,
    bucketMs: 8,
    timestamps: Float64Array.of(0),
    rowCounts: Uint32Array.of(3),
    opens: Float64Array.of(1),
    lows: Float64Array.of(-1),
    highs: Float64Array.of(9),
    closes: Float64Array.of(4),
  };

  it('is that of the source less its value there, in rows and in buckets', async () => {
    for (const [series, moved] of [
      [rows, { values: Float64Array.of(2, 5) }],
      [
        buckets,
        {
          opens: Float64Array.of(-2),
          lows: Float64Array.of(-4),
          highs: Float64Array.of(6),
          closes: Float64Array.of(1),
        },
      ],
    ] as const) {
      answer(async () => bodyOf(series));
      const source = new AnchoredSource(new HttpSeriesRepository(), async () => 3);
      expect(await source.readSeries({ instrument: 'BTC', series: 'cvd', pixels: 1 })).toEqual({ ...series, ...moved });
      expect(await source.readSeries({ instrument: 'BTC', series: 'obi', pixels: 1 })).toEqual(series);
    }
  });

  it('asks for the value once, and again where that failed', async () => {
    answer(async () => bodyOf(rows));
    const read = vi.fn().mockRejectedValueOnce(new Error('busy')).mockResolvedValue(3);
    const source = new AnchoredSource(new HttpSeriesRepository(), read);
    const query = { instrument: 'BTC', series: 'cvd', pixels: 1 } as const;
    await expect(source.readSeries(query)).rejects.toThrow('busy');
    await source.readSeries(query);
    await source.readSeries(query);
    expect(read).toHaveBeenCalledTimes(2);
  });
});
