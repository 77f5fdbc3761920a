import {
  type CandleQuery,
  DataSet,
  DEFAULT_CONFIGURATION,
  type LineQuery,
  Random,
  type SeriesRepository,
} from '@orderflow/core';
import { SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import { dropCaches } from '../drop-caches.ts';
import { PIXELS } from './reads.ts';

const WARM_READS = 400;
const COLD_READS = 100;
const OPENINGS = 20;
const INSTRUMENT = 'BTC-USDT';
const SHORTEST_MS = 10_000;
/** Candle lengths that people choose, and how wide they are on the screen, in device pixels, at the least. */
const WINDOWS = [1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400];
const CANDLE_PIXELS = 8;

/** Where the system's cache cannot be dropped. */
const NO_FIGURES = ['0', '-', '-', '-', '-', '-'];

/** What something took: milliseconds on the clock, and of them on a processor, of all threads. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

type Query = LineQuery | CandleQuery;

/**
 * Prints as JSON how long it takes to open files as a data set, to read an instrument for the first time, and then to read
 * any range at any zoom: `reads-child.ts FILE...`. A process of its own, as a server is: one that has made ten million
 * snapshots before collects its garbage differently. Cold, the system holds nothing of the files: it is made to forget
 * them before.
 */
const paths = process.argv.slice(2);
const SERIES = ['price', 'obi', 'cvd', 'candles'] as const;
const rows: string[][] = [];
for (const series of SERIES) rows.push([`${series}, warm`, ...(await warmReads(series))]);
for (const series of SERIES) rows.push([`${series}, cold`, ...(await coldReads(series, false))]);
rows.push(['first read, cold', ...(await coldReads('price', true))]);
rows.push(['opening, warm', ...(await openings(() => true))]);
rows.push(['opening, cold', ...(await openings(() => dropCaches(paths)))]);
process.stdout.write(JSON.stringify(rows));

async function openings(prepare: () => boolean): Promise<readonly string[]> {
  const costs: Cost[] = [];
  for (let opening = 0; opening < OPENINGS; opening++) {
    if (!prepare()) return NO_FIGURES;
    const cost = startCost();
    await withSeries(() => Promise.resolve(costs.push(cost())));
  }
  return figuresOf(costs);
}

async function warmReads(series: Query['series']): Promise<readonly string[]> {
  return withSeries(async (repository, span) => {
    const queries = queriesOf(series, span, 2 * WARM_READS, 1);
    const costs: Cost[] = [];
    for (const query of queries) costs.push(await costOfRead(repository, query));
    return figuresOf(costs.slice(WARM_READS));
  });
}

/**
 * Every read has connections of its own, and the system has forgotten the files. A first read finds out what the parts of
 * its instrument are; other reads come behind one of a single pixel, so that only what they read themselves is cold.
 */
async function coldReads(series: Query['series'], isFirst: boolean): Promise<readonly string[]> {
  const costs: Cost[] = [];
  for (let read = 0; read < COLD_READS; read++) {
    const cost = await withSeries(async (repository, span) => {
      if (!isFirst) await costOfRead(repository, { instrument: INSTRUMENT, series: 'cvd', pixels: 1 });
      if (!dropCaches(paths)) return null;
      return costOfRead(repository, queriesOf(series, span, read + 1, 2).at(-1)!);
    });
    if (cost === null) return NO_FIGURES;
    costs.push(cost);
  }
  return figuresOf(costs);
}

async function withSeries<Result>(
  action: (repository: SeriesRepository, span: { start: number; end: number }) => Promise<Result>,
): Promise<Result> {
  const repositories = paths.map((path) => SQLiteOrderflowRepository.connect(path));
  try {
    const sources = repositories.map((repository) => ({ repository, metrics: repository }));
    const dataSet = await DataSet.open(sources, { settings: DEFAULT_CONFIGURATION, batchSize: 1000 });
    const start = dataSet.parts[0]!.first.timestamp;
    return await action(dataSet.series, { start, end: dataSet.parts.at(-1)!.last.timestamp });
  } finally {
    for (const repository of repositories) repository.close();
  }
}

async function costOfRead(repository: SeriesRepository, query: Query): Promise<Cost> {
  const cost = startCost();
  const answer = await (query.series === 'candles' ? repository.readSeries(query) : repository.readSeries(query));
  const read = cost();
  if (answer.live !== null) throw new Error(answer.live);
  return read;
}

function startCost(): () => Cost {
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  return () => {
    const wall = performance.now() - start;
    const { user, system } = process.cpuUsage(cpuBefore);
    return { wall, cpu: (user + system) / 1000 };
  };
}

/** Zooms from ten seconds to everything, each as likely as its half or double, at any place. */
function queriesOf(
  series: Query['series'],
  { start, end }: { readonly start: number; readonly end: number },
  count: number,
  seed: number,
): readonly Query[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const length = Math.round(SHORTEST_MS * ((end - start) / SHORTEST_MS) ** random.unit());
    const from = Math.floor(start + random.unit() * (end - start - length));
    const range = {
      start: { timestamp: from, nanoseconds: 0 },
      end: { timestamp: from + length, nanoseconds: 0 },
    };
    const query = { instrument: INSTRUMENT, range, pixels: PIXELS };
    if (series !== 'candles') return { ...query, series };
    const windowSeconds = WINDOWS.find((seconds) => length / seconds <= (1000 * PIXELS) / CANDLE_PIXELS);
    return { ...query, series, windowSeconds: windowSeconds ?? 86_400 };
  });
}

/** Quantiles of time on the clock, and the mean on a processor, which other programs do not lengthen. */
function figuresOf(costs: readonly Cost[]): readonly string[] {
  const sorted = costs.map(({ wall }) => wall).sort((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  const cpu = costs.reduce((sum, cost) => sum + cost.cpu, 0) / costs.length;
  return [String(costs.length), ...[0.5, 0.95, 0.99, 1].map((share) => quantile(share).toFixed(1)), cpu.toFixed(1)];
}
