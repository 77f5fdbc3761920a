import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CandleQuery,
  DataSet,
  DEFAULT_CONFIGURATION,
  type LineQuery,
  type SeriesRepository,
} from '@orderflow/core';
import { SQLiteOrderflowRepository } from '@orderflow/sqlite-repo';
import { type BenchOptions, scaled } from '../bench-options.ts';
import { makeDailyFiles } from '../daily-files.ts';
import type { Table } from '../table.ts';

const SNAPSHOTS = 10_000_000;
const FILES = 30;
const PIXELS = 3840;
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
 * How long it takes in this process to open a data set, to read an instrument for the first time, and then to read any
 * range at any zoom. Cold, the system holds nothing of the files: it is made to forget them before.
 */
export async function measureReads(options: BenchOptions): Promise<Table> {
  const snapshots = scaled(SNAPSHOTS, options);
  const samples = join(options.folder, 'reads');
  mkdirSync(samples, { recursive: true });
  const title = `Reads of ${snapshots} snapshots in ${FILES} files for ${PIXELS} device pixels, any range and zoom, ms`;
  try {
    const paths = await makeDailyFiles(samples, snapshots, FILES);
    return await measureReadsOf(paths, title);
  } finally {
    rmSync(samples, { recursive: true });
  }
}

/** The same of files that are there. */
async function measureReadsOf(paths: readonly string[], title: string): Promise<Table> {
  const rows = [
    ['opening, warm', ...(await openings(paths, () => true))],
    ['opening, cold', ...(await openings(paths, () => dropCaches(paths)))],
    ['first read, cold', ...(await coldReads(paths, 'price', true))],
  ];
  for (const series of ['price', 'obi', 'cvd', 'candles'] as const) {
    rows.push([`${series}, warm`, ...(await warmReads(paths, series))]);
    rows.push([`${series}, cold`, ...(await coldReads(paths, series, false))]);
  }
  return { title, columns: ['', 'reads', 'p50', 'p95', 'p99', 'largest', 'CPU'], rows };
}

async function openings(paths: readonly string[], prepare: () => boolean): Promise<readonly string[]> {
  const costs: Cost[] = [];
  for (let opening = 0; opening < OPENINGS; opening++) {
    if (!prepare()) return NO_FIGURES;
    const cost = startCost();
    await withSeries(paths, () => Promise.resolve(costs.push(cost())));
  }
  return figuresOf(costs);
}

async function warmReads(paths: readonly string[], series: Query['series']): Promise<readonly string[]> {
  return withSeries(paths, async (repository, span) => {
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
async function coldReads(
  paths: readonly string[],
  series: Query['series'],
  isFirst: boolean,
): Promise<readonly string[]> {
  const costs: Cost[] = [];
  for (let read = 0; read < COLD_READS; read++) {
    const cost = await withSeries(paths, async (repository, span) => {
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
  paths: readonly string[],
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
  const random = makeRandom(seed);
  return Array.from({ length: count }, () => {
    const length = Math.round(SHORTEST_MS * ((end - start) / SHORTEST_MS) ** random());
    const from = Math.floor(start + random() * (end - start - length));
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

/** Has the system forget what it holds of some files (Linux: `posix_fadvise`, by dd); false where there is no way to. */
function dropCaches(paths: readonly string[]): boolean {
  try {
    for (const path of paths) execFileSync('dd', [`if=${path}`, 'iflag=nocache', 'count=0', 'status=none']);
    return true;
  } catch {
    return false;
  }
}

/** Quantiles of time on the clock, and the mean on a processor, which other programs do not lengthen. */
function figuresOf(costs: readonly Cost[]): readonly string[] {
  const sorted = costs.map(({ wall }) => wall).sort((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  const cpu = costs.reduce((sum, cost) => sum + cost.cpu, 0) / costs.length;
  return [String(costs.length), ...[0.5, 0.95, 0.99, 1].map((share) => quantile(share).toFixed(1)), cpu.toFixed(1)];
}

/** Numbers from 0 to below 1 that a seed decides (mulberry32). */
function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
