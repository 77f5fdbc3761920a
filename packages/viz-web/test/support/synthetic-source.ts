import type { BucketSeries, CandleQuery, CandleSeries, LineQuery, RowSeries, SeriesRepository } from '@orderflow/core';

const START = Date.UTC(2025, 6, 1);
const INTERVAL_MS = 100;

/**
 * A market of any size that is computed where it is looked at: smooth waves with noise that depends on time alone, so
 * that every level shows the same. Answers come after `latencyMs`, as from a server.
 */
export class SyntheticSource implements SeriesRepository {
  readonly start = START;
  readonly end: number;
  /** Number of answers so far. */
  answers = 0;
  readonly #latencyMs: number;

  constructor(snapshots: number, latencyMs: number) {
    this.end = START + snapshots * INTERVAL_MS;
    this.#latencyMs = latencyMs;
  }

  readSeries(query: LineQuery): Promise<RowSeries | BucketSeries>;
  readSeries(query: CandleQuery): Promise<CandleSeries>;
  async readSeries(query: LineQuery | CandleQuery): Promise<RowSeries | BucketSeries | CandleSeries> {
    await new Promise((resolve) => setTimeout(resolve, this.#latencyMs));
    this.answers++;
    const start = Math.max(this.start, query.range?.start?.timestamp ?? this.start);
    const end = Math.max(start, Math.min(this.end, query.range?.end?.timestamp ?? this.end));
    const asked = (query.range?.end?.timestamp ?? this.end) - (query.range?.start?.timestamp ?? this.start);
    return query.series === 'candles' ? candles(query, start, end, asked) : line(query, start, end, asked);
  }
}

function line(query: LineQuery, start: number, end: number, asked: number): RowSeries | BucketSeries {
  const { instrument, series, pixels } = query;
  const answer = { instrument, series, start, end, live: null };
  const rows = Math.floor((end - start) / INTERVAL_MS);
  if (rows < 8 * pixels) {
    const timestamps = Float64Array.from({ length: rows }, (_, row) => start + row * INTERVAL_MS);
    const values = timestamps.map((at) => seriesValue(series, at, INTERVAL_MS));
    return { ...answer, kind: 'rows', timestamps, nanoseconds: new Uint32Array(rows), values };
  }
  const bucketMs = 2 ** Math.floor(Math.log2(asked / (2 * pixels)));
  const first = Math.floor(start / bucketMs);
  const count = Math.ceil(end / bucketMs) - first;
  const timestamps = Float64Array.from({ length: count }, (_, bucket) => (first + bucket) * bucketMs);
  const opens = timestamps.map((at) => seriesValue(series, at, INTERVAL_MS));
  const closes = timestamps.map((at) => seriesValue(series, at + bucketMs - INTERVAL_MS, INTERVAL_MS));
  const size = series === 'obi' ? 0.2 : series === 'cvd' ? 4 : 6;
  return {
    ...answer,
    kind: 'buckets',
    bucketMs,
    timestamps,
    rowCounts: new Uint32Array(count).fill(Math.max(1, Math.round(bucketMs / INTERVAL_MS))),
    opens,
    closes,
    lows: opens.map((open, bucket) => Math.min(open, closes[bucket]!) - size * noise(timestamps[bucket]!)),
    highs: opens.map((open, bucket) => Math.max(open, closes[bucket]!) + size * noise(timestamps[bucket]! + 1)),
  };
}

function candles(query: CandleQuery, start: number, end: number, asked: number): CandleSeries {
  const least = (4 * asked) / (1000 * query.pixels);
  const windowSeconds = query.windowSeconds * Math.max(1, Math.ceil(least / query.windowSeconds));
  const windowMs = 1000 * windowSeconds;
  const first = Math.floor(start / windowMs);
  const count = Math.ceil(end / windowMs) - first;
  const timestamps = Float64Array.from({ length: count }, (_, bar) => (first + bar) * windowMs);
  const opens = timestamps.map((at) => seriesValue('price', at, INTERVAL_MS));
  const closes = timestamps.map((at) => seriesValue('price', at + windowMs, INTERVAL_MS));
  const volumes = (shift: number) => timestamps.map((at) => windowSeconds * (0.2 + noise(at + shift)));
  return {
    kind: 'candles',
    instrument: query.instrument,
    start,
    end,
    live: null,
    windowSeconds,
    basis: 'trades',
    bars: {
      count,
      instruments: new Uint32Array(count),
      instrumentNames: [query.instrument],
      timestamps,
      opens,
      closes,
      highs: opens.map((open, bar) => Math.max(open, closes[bar]!) + 8 * noise(bar)),
      lows: opens.map((open, bar) => Math.min(open, closes[bar]!) - 8 * noise(bar + 1)),
      buyVolumes: volumes(3),
      sellVolumes: volumes(5),
      tradeCounts: new Float64Array(count).fill(windowSeconds * 5),
    },
  };
}

function seriesValue(series: LineQuery['series'], at: number, grain: number): number {
  const t = (at - START) / 60_000;
  const rough = noise(Math.floor(at / grain)) - 0.5;
  if (series === 'obi') return Math.max(-1, Math.min(1, 0.5 * Math.sin(t / 7) + 0.3 * Math.sin(t / 1.3) + 0.3 * rough));
  if (series === 'cvd') return 300 * Math.sin(t / 900) + 60 * Math.sin(t / 41) + 9 * Math.sin(t / 3) + 2 * rough;
  return (
    Math.round(2 * (60_000 + 900 * Math.sin(t / 1100) + 160 * Math.sin(t / 77) + 40 * Math.sin(t / 9) + 6 * rough)) / 2
  );
}

/** From 0 to 1, by the number alone. */
function noise(seed: number): number {
  let hash = Math.imul(Math.floor(seed) ^ Math.floor(seed / 4_294_967_296), 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 4_294_967_296;
}
