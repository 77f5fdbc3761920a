import { gzipSync } from 'node:zlib';
import { collectArchive, OrderflowError, type Series, SeriesArchive, spanWithTrades } from '@orderflow/core';
import type { TimeSpan } from '@orderflow/viz-web/chart';
import type { CommandContext } from '../command-context.ts';
import { printable } from '../output/printable.ts';
import { alertFactsOf } from './alert-facts.ts';
import type { ReportParts } from './collect-report.ts';
import { drawStill } from './draw-still.ts';
import { type InstrumentCoverage, instrumentsOf } from './instruments.ts';
import { readPageScript } from './page-script.ts';
import type { ReportChart, ReportCharts, ReportModel } from './report-model.ts';
import { chartRunOf } from './report-run.ts';
import { type PackedRuns, packRuns } from './run-packs.ts';
import { shareOut } from './share-out.ts';

/** A page of more charts would show each too coarsely. */
const MOST_CHARTS = 24;
/** Pictures of more instruments would leave too little for the charts. */
const MOST_STILLS = 4;
const STILL_BYTES = 250_000;
/** More than a snapshot can take, with its part of a bar. */
const ROW_BYTES = 48;
/** Less shows nothing worth having. */
const LEAST_BYTES = 12_000;
/** Bytes in a character of base64. */
const BASE64_BYTES = 3 / 4;
const NO_ROOM = 'this page has no more room: name the instrument to report on it alone';

/** What a page has room for. */
export interface PageRoom {
  /** Characters for all charts with their script. */
  readonly characters: number;
}

/** An instrument, and the bytes that its chart may take. */
interface Share extends InstrumentCoverage {
  readonly mostBytes: number;
  readonly hasStill: boolean;
}

/** Keeps for the chart of each instrument the finest series that a page has room for, and draws the first as pictures. */
export async function collectCharts(
  model: ReportModel,
  parts: ReportParts,
  { characters }: PageRoom,
  context: CommandContext,
): Promise<ReportCharts> {
  const script = readPageScript();
  if (script === null) context.log.warn('the script of the chart is not built, so the report has still pictures alone');
  const charts: ReportChart[] = [];
  const missing: ReportCharts['missing'][number][] = [];
  const packs = packRuns(parts.run ?? null, charted(model));
  for (const name of packs.left) {
    context.log.warn(`the page has no room for the run on ${printable(name)}: orderflow dashboard shows it`);
  }
  for (const share of sharesOf(model, characters - (script?.length ?? 0) - packs.characters)) {
    if (context.signal.aborted) break;
    const { instrument } = share;
    if (isLive(model, instrument)) context.log.info(`${printable(instrument)}: computing the chart live`);
    try {
      if (share.mostBytes < LEAST_BYTES) missing.push({ instrument, reason: NO_ROOM });
      else charts.push(await collectChart(share, parts, packs, context));
    } catch (error) {
      // A report without a chart is worth more than none.
      if (!(error instanceof OrderflowError)) throw error;
      missing.push({ instrument, reason: error.message });
    }
  }
  return { charts, missing, script };
}

/** Without stored metrics each line is computed from the rows, which takes its time. */
function isLive({ files }: ReportModel, instrument: string): boolean {
  return files.some(({ parts }) => parts.some((part) => part.instrument === instrument && part.liveReason !== null));
}

/** Instruments that a page has charts of, if there is room. */
function charted(model: ReportModel): readonly string[] {
  return instrumentsOf(model)
    .slice(0, MOST_CHARTS)
    .map(({ instrument }) => instrument);
}

function sharesOf(model: ReportModel, characters: number): readonly Share[] {
  const instruments = instrumentsOf(model);
  const stills = Math.min(MOST_STILLS, instruments.length);
  const bytes = Math.max(0, characters * BASE64_BYTES - stills * STILL_BYTES);
  const wants = instruments.slice(0, MOST_CHARTS).map(({ snapshots }) => LEAST_BYTES + ROW_BYTES * snapshots);
  const shares = shareOut(bytes, wants);
  return instruments.map((one, index) => ({ ...one, mostBytes: shares[index] ?? 0, hasStill: index < stills }));
}

async function collectChart(
  share: Share,
  parts: ReportParts,
  packs: PackedRuns,
  context: CommandContext,
): Promise<ReportChart> {
  const { instrument, mostBytes } = share;
  const { data, request, configuration } = parts;
  const span = await spanOf(share, parts);
  const { series, body } = await collectArchive(data.dataSet.series, {
    instrument,
    range: { ...request.range, end: { timestamp: span.end, nanoseconds: 0 } },
    cvdReset: configuration.cvdReset,
    windowSeconds: configuration.windowSeconds,
    mostBytes,
    compress: (packed) => gzipSync(packed),
  });
  const chart = { instrument, ...span, body, run: packs.runs.get(instrument) ?? null, ...resolutionOf(series) };
  return { ...chart, still: share.hasStill ? await pictureOf(series, chart, parts, context) : null };
}

/** From the first snapshot to the last, or to the last of the trades behind it where the range goes on. */
async function spanOf({ instrument, first, last }: Share, { data, request }: ReportParts): Promise<TimeSpan> {
  const span = { start: first.timestamp, end: last.timestamp + 1 };
  const { end } = await spanWithTrades(data.dataSet.series, instrument, span);
  return { ...span, end: Math.max(span.end, Math.min(end, request.range?.end?.timestamp ?? end)) };
}

/** A machine that cannot draw still has the rest of the report. */
async function pictureOf(
  series: readonly Series[],
  chart: Omit<ReportChart, 'still'>,
  { configuration, findings, run = null }: ReportParts,
  { log }: CommandContext,
): Promise<Uint8Array | null> {
  const alerts = alertFactsOf(findings, chart.instrument).map((alert) => ({ ...alert, at: alert }));
  try {
    const still = await drawStill(new SeriesArchive(series), {
      ...{ chart, configuration, alerts },
      run: run && chartRunOf(run, chart.instrument),
    });
    return still !== null && still.length <= STILL_BYTES ? still : null;
  } catch (error) {
    const reason = printable(error instanceof Error ? error.message : String(error));
    log.warn(`the report has no still picture of ${printable(chart.instrument)}: ${reason}`);
    return null;
  }
}

function resolutionOf(series: readonly Series[]): Pick<ReportChart, 'bucketMs' | 'barSeconds'> {
  const lengths = series.flatMap((one) => (one.kind === 'buckets' ? [one.bucketMs] : []));
  const [barSeconds = 1] = series.flatMap((one) => (one.kind === 'candles' ? [one.windowSeconds] : []));
  return { bucketMs: lengths.length === 0 ? null : Math.max(...lengths), barSeconds };
}
