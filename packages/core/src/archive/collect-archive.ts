import type { CvdReset } from '../configuration/configuration.ts';
import type { BucketSeries, CandleSeries, RowSeries, SeriesRepository } from '../ports/series-repository.ts';
import type { LineSeries } from '../pyramid/bucket-record.ts';
import { LONGEST_WINDOW_SECONDS, pixelsForWindow } from '../series/legible-window.ts';
import type { Series } from '../series/series-parts.ts';
import type { TimeRange } from '../timestamps/timestamp.ts';
import { packSeries } from './archive-codec.ts';
import { SeriesArchive } from './series-archive.ts';

/** What to keep of an instrument, and in how many bytes. */
export interface ArchiveRequest {
  readonly instrument: string;
  /** The lines to keep, one at least; `obi` and `cvd` by default. */
  readonly lines?: readonly LineSeries[];
  /** From the first snapshot to the last, by default. */
  readonly range?: TimeRange;
  /** When the CVD starts anew; never, by default. */
  readonly cvdReset?: CvdReset;
  /** The length of bar that will be asked for first: those kept are parts of it, or whole numbers of it. */
  readonly windowSeconds: number;
  /** The most that `compress` may leave; where not even the coarsest series fit, these are kept. */
  readonly mostBytes: number;
  readonly compress: (body: Uint8Array) => Uint8Array;
}

/** What was kept. */
export interface CollectedArchive {
  /** The lines, then the candles. */
  readonly series: readonly Series[];
  /** The same as `packSeries` writes them, compressed. */
  readonly body: Uint8Array;
}

type Line = RowSeries | BucketSeries;

/** Lengths of bars that are worth keeping. */
const ROUND_SECONDS = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 300, 600, 900, 1800],
  ...[3600, 7200, 10_800, 14_400, 21_600, 28_800, 43_200, LONGEST_WINDOW_SECONDS],
];
const CANDLE_SHARE = 0.4;
// What compression leaves at the very best: no more is read than may fit.
const LEAST_CANDLE_BYTES = 4;
const LEAST_PIXEL_BYTES = 48;

/**
 * Reads the finest series of an instrument that fit into so many bytes: every row, or else the shortest buckets and
 * bars. Each series is read once, candles of data with long gaps twice.
 * @throws whatever the repository throws.
 */
export async function collectArchive(repository: SeriesRepository, request: ArchiveRequest): Promise<CollectedArchive> {
  const pixels = Math.max(1, Math.floor(request.mostBytes / LEAST_PIXEL_BYTES));
  const lines = await readLines(repository, request, pixels);
  const candles = await fitCandles(await readCandles(repository, request, lines[0]!), request);
  return fitLines(lines, candles, request, pixels);
}

async function readLines(
  repository: SeriesRepository,
  { lines = ['obi', 'cvd'], ...request }: ArchiveRequest,
  pixels: number,
): Promise<readonly Line[]> {
  const read: Line[] = [];
  for (const series of lines) read.push(await repository.readSeries({ ...queryOf(request), series, pixels }));
  return read;
}

/** Reads again, shorter ones, where gaps leave room for them. */
async function readCandles(repository: SeriesRepository, request: ArchiveRequest, line: Line): Promise<CandleSeries> {
  const spanMs = line.end - line.start;
  const most = (CANDLE_SHARE * request.mostBytes) / LEAST_CANDLE_BYTES;
  const lengths = lengthsFor(request.windowSeconds);
  let seconds = lengths.find((length) => spanMs / (1000 * length) <= most) ?? lengths.at(-1)!;
  while (true) {
    const pixels = pixelsForWindow(seconds, spanMs + 2000 * seconds);
    const query = { ...queryOf(request), series: 'candles', windowSeconds: seconds, pixels } as const;
    const candles = await repository.readSeries(query);
    const { count } = candles.bars;
    const shorter = lengths.find((length) => length < seconds && count * (seconds / length) <= most);
    if (shorter === undefined) return candles;
    seconds = shorter;
  }
}

/** Makes candles longer until they fit into their share. */
async function fitCandles(candles: CandleSeries, request: ArchiveRequest): Promise<CandleSeries> {
  const archive = new SeriesArchive([candles]);
  const most = CANDLE_SHARE * request.mostBytes;
  let kept = candles;
  while (true) {
    const size = request.compress(packSeries([kept])).length;
    const least = kept.windowSeconds * Math.max(1, size / most);
    const longer = lengthsFor(request.windowSeconds).filter((length) => length % candles.windowSeconds === 0);
    const seconds = longer.find((length) => length > kept.windowSeconds && length >= least) ?? longer.at(-1);
    if (size <= most || seconds === undefined || seconds <= kept.windowSeconds) return kept;
    const pixels = pixelsForWindow(seconds, candles.end - candles.start + 2000 * seconds);
    const query = { instrument: request.instrument, series: 'candles', windowSeconds: seconds, pixels } as const;
    kept = await archive.readSeries(query);
  }
}

/** Makes lines coarser until everything fits. */
async function fitLines(
  lines: readonly Line[],
  candles: CandleSeries,
  { instrument, mostBytes, compress }: ArchiveRequest,
  mostPixels: number,
): Promise<CollectedArchive> {
  const archive = new SeriesArchive(lines);
  let kept = lines;
  for (let pixels = mostPixels; ; ) {
    const series = [...kept, candles];
    const body = compress(packSeries(series));
    if (body.length <= mostBytes || pixels <= 1) return { series, body };
    pixels = Math.max(1, Math.floor(pixels * Math.min(0.5, mostBytes / body.length)));
    const coarser: Line[] = [];
    for (const line of lines) coarser.push(await archive.readSeries({ instrument, series: line.series, pixels }));
    kept = coarser;
  }
}

function queryOf({ instrument, range, cvdReset }: ArchiveRequest) {
  return { instrument, ...(range !== undefined && { range }), ...(cvdReset !== undefined && { cvdReset }) };
}

/** The lengths that the wanted one is composed of, itself, and those that are composed of it. */
function lengthsFor(windowSeconds: number): readonly number[] {
  const fitting = ROUND_SECONDS.filter((length) => windowSeconds % length === 0 || length % windowSeconds === 0);
  return [...new Set([...fitting, windowSeconds])].sort((a, b) => a - b);
}
