import type { MetricSettings } from '../configuration/metric-settings.ts';
import { ContinuousCvd } from '../data-set/continuous-cvd.ts';
import type { DataPart } from '../data-set/data-source.ts';
import { PartReader } from '../data-set/part-reader.ts';
import { selectParts } from '../data-set/select-parts.ts';
import { OrderflowError } from '../errors.ts';
import type {
  BucketSeries,
  CandleQuery,
  CandleSeries,
  LineQuery,
  RowSeries,
  SeriesRepository,
} from '../ports/series-repository.ts';
import { rowColumnsOf } from '../pyramid/stored-rows.ts';
import { bucketMsOf, levelForPixels, levelWithBuckets, ROWS_PER_PIXEL } from '../pyramid/tile-grid.ts';
import type { TimeRange } from '../timestamps/timestamp.ts';
import { BucketColumnsBuilder } from './bucket-columns-builder.ts';
import { CandleCollector } from './candle-collector.ts';
import { type CollectedLine, LineCollector } from './line-collector.ts';
import { addRowCandles, findBasis } from './row-candles.ts';
import { StoredCandles } from './stored-candles.ts';
import { StoredLines, type StoredPart } from './stored-lines.ts';

const LONGEST_WINDOW_SECONDS = 86_400;
/** A candle narrower than this many device pixels shows nothing. */
const PIXELS_PER_CANDLE = 4;

/** A part of an instrument's time, and how its pyramid is read where it has one. */
interface SeriesPart {
  readonly part: DataPart;
  readonly reader: PartReader;
  /** Its place among all parts of the instrument. */
  readonly index: number;
  readonly lines: StoredLines | null;
  readonly candles: StoredCandles | null;
}

/** A span, epoch milliseconds, end exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span and the parts that lie in it. */
interface Selection extends Span {
  readonly parts: readonly SeriesPart[];
  readonly cvd: ContinuousCvd;
}

/** All parts of one instrument. */
interface Instrument {
  readonly parts: readonly SeriesPart[];
  readonly cvd: ContinuousCvd;
}

/** Reads series from the pyramids of a data set's parts as one; parts without a pyramid are computed from their rows. */
export class SeriesReader implements SeriesRepository {
  readonly #parts: readonly DataPart[];
  readonly #settings: MetricSettings;
  readonly #batchSize: number;
  readonly #instruments = new Map<string, Instrument>();
  /** Builders that no read uses, kept for their memory. */
  readonly #builders: BucketColumnsBuilder[] = [];

  constructor(parts: readonly DataPart[], settings: MetricSettings, batchSize: number) {
    this.#parts = parts;
    this.#settings = settings;
    this.#batchSize = batchSize;
  }

  readSeries(query: LineQuery): Promise<RowSeries | BucketSeries>;
  readSeries(query: CandleQuery): Promise<CandleSeries>;
  async readSeries(query: LineQuery | CandleQuery): Promise<RowSeries | BucketSeries | CandleSeries> {
    checkWhole('pixels', query.pixels, 1, Number.MAX_SAFE_INTEGER);
    return query.series === 'candles' ? this.#readCandles(query) : this.#readLine(query);
  }

  async #readLine(query: LineQuery): Promise<RowSeries | BucketSeries> {
    const { instrument, series, pixels } = query;
    const asked = await this.#spanOf(query);
    const level = levelForPixels(asked.end - asked.start, pixels);
    const selection = await this.#select(instrument, widen(asked, Math.max(1, bucketMsOf(level))));
    const builder = this.#builders.pop() ?? new BucketColumnsBuilder(1);
    try {
      return { instrument, series, ...answerOf(selection), ...(await readLine(query, level, selection, builder)) };
    } finally {
      this.#builders.push(builder);
    }
  }

  async #readCandles(query: CandleQuery): Promise<CandleSeries> {
    const { instrument, pixels } = query;
    checkWhole('windowSeconds', query.windowSeconds, 1, LONGEST_WINDOW_SECONDS);
    const asked = await this.#spanOf(query);
    const windowSeconds = legibleWindow(query.windowSeconds, asked.end - asked.start, pixels);
    const selection = await this.#select(instrument, widen(asked, 1000 * windowSeconds));
    const collector = new CandleCollector(windowSeconds, selection.start, selection.end);
    for (const { candles, reader } of selection.parts) {
      if (candles !== null) {
        await candles.addTo(collector);
        continue;
      }
      const basis = await findBasis(reader);
      collector.bases.add(basis);
      await addRowCandles(collector, reader, basis, selection);
    }
    const [basis = 'trades', other] = collector.bases;
    return {
      kind: 'candles',
      instrument,
      ...answerOf(selection),
      windowSeconds,
      basis: other === undefined ? basis : 'both',
      bars: collector.build(instrument),
    };
  }

  /** The span of a query in whole milliseconds; open ends are those of the data. */
  async #spanOf({ instrument, range = {} }: LineQuery | CandleQuery): Promise<Span> {
    const { parts } = await this.#instrument(instrument);
    const last = Math.max(...parts.map(({ part }) => part.last.timestamp));
    const start = range.start?.timestamp ?? parts[0]!.part.first.timestamp;
    const end = range.end === undefined ? last + 1 : range.end.timestamp + (range.end.nanoseconds > 0 ? 1 : 0);
    if (start < end) return { start, end };
    throw new OrderflowError('bad-argument', `the range ends at ${end}, which is not after its start at ${start}`);
  }

  async #select(instrument: string, { start, end }: Span): Promise<Selection> {
    const { parts, cvd } = await this.#instrument(instrument);
    const touched = parts.filter(({ part }) => part.last.timestamp >= start && part.first.timestamp < end);
    return { start, end, parts: touched, cvd };
  }

  async #instrument(instrument: string): Promise<Instrument> {
    const known = this.#instruments.get(instrument) ?? (await this.#open(instrument));
    this.#instruments.set(instrument, known);
    return known;
  }

  async #open(instrument: string): Promise<Instrument> {
    const [selection] = selectParts(this.#parts, instrument, {});
    const readers = selection!.all.map((part) => new PartReader(part, this.#settings, this.#batchSize));
    const parts: SeriesPart[] = [];
    for (const [index, reader] of readers.entries()) {
      const stored = await findStored(reader.part);
      const lines = stored === null ? null : new StoredLines(stored);
      const candles = stored === null ? null : new StoredCandles(stored, reader);
      parts.push({ part: reader.part, reader, index, lines, candles });
    }
    return { parts, cvd: new ContinuousCvd(readers, 'none') };
  }
}

/** Reads finer levels until there are as many buckets as pixels. */
async function readLine(
  { series, pixels }: LineQuery,
  level: number,
  selection: Selection,
  builder: BucketColumnsBuilder,
) {
  const mostRows = ROWS_PER_PIXEL * pixels;
  const isCrowded = await hasStoredRows(selection, mostRows);
  for (let next = level; ; ) {
    const collector = new LineCollector(series, { level: next, ...selection }, mostRows, builder);
    if (isCrowded) collector.fold();
    const collected = await collectLine(collector, selection);
    if (collected.kind === 'rows') return collected;
    const finer = levelWithBuckets(next, collected.timestamps.length, pixels);
    if (finer === next) return { ...collected, bucketMs: bucketMsOf(next) };
    next = finer;
  }
}

async function findStored(part: DataPart): Promise<StoredPart | null> {
  const tiles = part.source.metrics?.tiles;
  if (part.state === null || tiles === undefined) return null;
  const state = await tiles.loadPyramidState();
  return state?.metricRows === part.state.metricRows ? { part, tiles, state } : null;
}

/** Whether the stored parts hold at least so many rows of the span; rows are counted only where whole parts do not tell. */
async function hasStoredRows({ parts, ...span }: Selection, least: number): Promise<boolean> {
  const stored = parts.flatMap(({ lines }) => lines ?? []);
  let rows = 0;
  for (const lines of stored) if (lines.isWithin(span)) rows += lines.rows;
  for (const lines of stored) {
    if (rows >= least) return true;
    if (!lines.isWithin(span)) rows += await lines.count(span);
  }
  return rows >= least;
}

async function collectLine(collector: LineCollector, { parts, cvd }: Selection): Promise<CollectedLine> {
  for (const { lines, reader, index } of parts) {
    const offset = collector.series === 'cvd' ? await cvd.totalBefore(index) : 0;
    if (lines === null) await addLive(collector, reader, offset);
    else await lines.addTo(collector, offset);
  }
  return collector.build();
}

async function addLive(collector: LineCollector, reader: PartReader, offset: number): Promise<void> {
  for await (const columns of reader.metrics(rangeOf(collector))) collector.addRows(rowColumnsOf(columns), offset);
}

function answerOf({ start, end, parts }: Selection): Span & { readonly live: string | null } {
  const live = parts.find(({ lines }) => lines === null);
  if (live === undefined) return { start, end, live: null };
  return { start, end, live: live.part.reason ?? 'the stored metrics have no pyramid yet' };
}

function rangeOf({ start, end }: Span): TimeRange {
  return { start: { timestamp: start, nanoseconds: 0 }, end: { timestamp: end, nanoseconds: 0 } };
}

function widen({ start, end }: Span, ms: number): Span {
  return { start: Math.floor(start / ms) * ms, end: Math.ceil(end / ms) * ms };
}

/** The wanted window, or its smallest multiple that leaves every candle enough pixels, as far as a day. */
function legibleWindow(windowSeconds: number, spanMs: number, pixels: number): number {
  const least = (PIXELS_PER_CANDLE * spanMs) / (1000 * pixels);
  const factor = Math.min(Math.ceil(least / windowSeconds), Math.floor(LONGEST_WINDOW_SECONDS / windowSeconds));
  return windowSeconds * Math.max(1, factor);
}

function checkWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new OrderflowError('bad-argument', `${name} is ${value}; it must be a whole number from ${least} to ${most}`);
}
