import { checkWhole } from '../configuration/check-whole.ts';
import type { CvdReset } from '../configuration/configuration.ts';
import type { MetricSettings } from '../configuration/metric-settings.ts';
import type { DataPart } from '../data-set/data-source.ts';
import { PartReader } from '../data-set/part-reader.ts';
import { selectParts } from '../data-set/select-parts.ts';
import type {
  BucketSeries,
  CandleQuery,
  CandleSeries,
  LineQuery,
  RowSeries,
  SeriesRepository,
} from '../ports/series-repository.ts';
import type { CandleBasis } from '../pyramid/candle-record.ts';
import { rowColumnsOf } from '../pyramid/stored-rows.ts';
import { BucketColumnsBuilder } from './bucket-columns-builder.ts';
import { CandleCollector } from './candle-collector.ts';
import { LONGEST_WINDOW_SECONDS, legibleWindow } from './legible-window.ts';
import { type CollectedLine, LineCollector } from './line-collector.ts';
import { gridWithBuckets, type LineGrid, lineGrid } from './line-grid.ts';
import type { StoredPart } from './part-pyramid.ts';
import { addRowCandles, findBasis } from './row-candles.ts';
import { SeriesInstrument } from './series-instrument.ts';
import type { SeriesPart } from './series-part.ts';
import { rangeOf, type Span, spanOf, widen } from './series-span.ts';
import { StoredCandles } from './stored-candles.ts';
import { StoredLines } from './stored-lines.ts';

/** A part that a read touches, and its pyramid as it stands; null where it has none. */
interface ReadPart extends SeriesPart {
  readonly stored: StoredPart | null;
  readonly lines: StoredLines | null;
}

/** A line to collect. */
interface WantedLine {
  readonly instrument: SeriesInstrument;
  readonly parts: readonly ReadPart[];
  readonly grid: LineGrid;
  readonly cvdReset: CvdReset;
}

/** Reads series from the pyramids of a data set's parts as one; parts without a pyramid are computed from their rows. */
export class SeriesReader implements SeriesRepository {
  readonly #parts: readonly DataPart[];
  readonly #settings: MetricSettings;
  readonly #batchSize: number;
  readonly #instruments = new Map<string, SeriesInstrument>();
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
    const { series, range = {}, cvdReset = 'none' } = query;
    const instrument = await this.#open(query.instrument);
    const grid = lineGrid(query, spanOf(range, instrument.extent));
    const { span } = grid;
    const parts = await loadParts(instrument.parts.filter(({ part }) => hasSnapshots(part, span)));
    const builder = this.#builders.pop() ?? new BucketColumnsBuilder(1);
    try {
      const line = await readLine(query, { instrument, parts, grid, cvdReset }, builder);
      return { instrument: query.instrument, series, ...span, live: reasonOf(parts), ...line };
    } finally {
      this.#builders.push(builder);
    }
  }

  async #readCandles({ pixels, range = {}, ...query }: CandleQuery): Promise<CandleSeries> {
    checkWhole('windowSeconds', query.windowSeconds, 1, LONGEST_WINDOW_SECONDS);
    const instrument = await this.#open(query.instrument);
    instrument.checkTrades();
    const asked = spanOf(range, instrument.extent);
    const windowSeconds = legibleWindow(query.windowSeconds, asked.end - asked.start, pixels);
    const span = widen(asked, 1000 * windowSeconds);
    const parts = await loadParts(
      instrument.parts.filter(({ tradesFrom, tradesTo }) => tradesFrom < span.end && tradesTo >= span.start),
    );
    const collector = new CandleCollector(windowSeconds, span.start, span.end);
    const used: ReadPart[] = [];
    const bases = new Set<CandleBasis>();
    for (const part of parts) {
      const before = collector.added;
      const basis = await addCandles(collector, part);
      // Between two parts, trades may lie in either.
      if (collector.added === before && !hasSnapshots(part.part, span)) continue;
      used.push(part);
      bases.add(basis);
    }
    const [basis = 'trades', other] = bases;
    return {
      kind: 'candles',
      instrument: query.instrument,
      ...span,
      live: reasonOf(used),
      windowSeconds,
      basis: other === undefined ? basis : 'both',
      bars: collector.build(query.instrument),
    };
  }

  async #open(instrument: string): Promise<SeriesInstrument> {
    const known = this.#instruments.get(instrument);
    if (known !== undefined) return known;
    const [selection] = selectParts(this.#parts, instrument, {});
    const readers = selection!.all.map((part) => new PartReader(part, this.#settings, this.#batchSize));
    const opened = await SeriesInstrument.open(readers);
    this.#instruments.set(instrument, opened);
    return opened;
  }
}

async function loadParts(parts: readonly SeriesPart[]): Promise<readonly ReadPart[]> {
  const loaded: ReadPart[] = [];
  for (const part of parts) {
    const stored = (await part.pyramid?.load()) ?? null;
    loaded.push({ ...part, stored, lines: stored === null ? null : new StoredLines(stored) });
  }
  return loaded;
}

/** Reads finer levels until there are as many buckets as pixels. */
async function readLine({ series, pixels }: LineQuery, wanted: WantedLine, builder: BucketColumnsBuilder) {
  const isCrowded = await hasStoredRows(wanted);
  for (let { grid } = wanted; ; ) {
    const collector = new LineCollector(series, grid, builder);
    if (isCrowded) collector.fold();
    const collected = await collectLine(collector, wanted);
    if (collected.kind === 'rows') return collected;
    const finer = gridWithBuckets(grid, collected.timestamps.length, pixels);
    if (finer === grid) return { ...collected, bucketMs: grid.bucketMs };
    grid = finer;
  }
}

/** Whether the stored parts hold too many rows of the span; rows are counted only where whole parts do not tell. */
async function hasStoredRows({ parts, grid: { span, mostRows } }: WantedLine): Promise<boolean> {
  const stored = parts.flatMap(({ lines }) => lines ?? []);
  let rows = 0;
  for (const lines of stored) if (lines.isWithin(span)) rows += lines.rows;
  for (const lines of stored) {
    if (rows >= mostRows) return true;
    if (!lines.isWithin(span)) rows += await lines.count(span);
  }
  return rows >= mostRows;
}

async function collectLine(collector: LineCollector, wanted: WantedLine): Promise<CollectedLine> {
  const { instrument, parts, cvdReset } = wanted;
  for (const part of parts) {
    if (part.lines === null) {
      await addLive(collector, part, wanted);
      continue;
    }
    const stretches = await instrument.stretchesOf(part, { series: collector.series, cvdReset }, collector);
    for (const stretch of stretches) await part.lines.addTo(collector, stretch);
  }
  return collector.build();
}

async function addLive(
  collector: LineCollector,
  { reader, index }: SeriesPart,
  { instrument, cvdReset }: WantedLine,
): Promise<void> {
  const cvd = collector.series === 'cvd' ? instrument.followCvd(cvdReset) : null;
  for await (const columns of reader.metrics(rangeOf(collector))) {
    collector.addRows(rowColumnsOf((await cvd?.apply(index, columns)) ?? columns), 0);
  }
}

async function addCandles(collector: CandleCollector, { stored, reader }: ReadPart): Promise<CandleBasis> {
  if (stored === null) {
    const basis = await findBasis(reader);
    await addRowCandles(collector, reader, basis, collector);
    return basis;
  }
  const candles = new StoredCandles(stored, reader);
  const basis = await candles.findBasis();
  await candles.addTo(collector, basis);
  return basis;
}

function hasSnapshots({ snapshots, first, last }: DataPart, { start, end }: Span): boolean {
  return snapshots > 0 && last.timestamp >= start && first.timestamp < end;
}

function reasonOf(parts: readonly ReadPart[]): string | null {
  const live = parts.find(({ stored }) => stored === null);
  return live === undefined ? null : (live.part.reason ?? 'the stored metrics have no pyramid yet');
}
