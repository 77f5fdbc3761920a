import { spanWithTrades } from '@orderflow/core';
import { ChartData, type Drawable } from '../data/chart-data.ts';
import type { SeriesSource } from '../data/series-source.ts';
import { badgeText } from '../model/badge.ts';
import { formatMoment } from '../model/format-moment.ts';
import { makeRunLayer } from '../model/make-run-layer.ts';
import type { ChartAlert } from '../model/marker.ts';
import { ALL_PANES, type PaneName } from '../model/pane.ts';
import { drawnCvd } from '../model/pane-contents.ts';
import { paneNote } from '../model/pane-note.ts';
import { priceDecimals } from '../model/price-decimals.ts';
import type { ChartRun } from '../model/run.ts';
import type { RunLayer } from '../model/run-layer.ts';
import type { Scene } from '../model/scene.ts';
import { PALETTES, type ThemeName } from '../model/theme.ts';
import { lastBars, type TimeSpan, type Viewport } from '../model/viewport.ts';
import { barsBefore, equityBefore, lineBefore } from './cut-series.ts';

/** What a picture shows. */
export interface PictureRequest {
  readonly instrument: string;
  /** Epoch milliseconds, end exclusive; what is left open goes as far as the data. */
  readonly range?: Partial<TimeSpan>;
  /** The span of the data where it is known; an overview tells it less exactly. */
  readonly span?: TimeSpan;
  /** The shortest length of a bar; bars are longer where they could not be told apart. */
  readonly windowSeconds: number;
  /** Device pixels of the time axis. */
  readonly pixels: number;
  readonly theme: ThemeName;
  /** OBI levels, 0 to 1, drawn as bands on both sides; none by default. */
  readonly thresholds?: readonly number[];
  readonly alerts?: readonly ChartAlert[];
  /** Runs of backtests, two at most: their fills and, in a pane of its own, their equity. */
  readonly runs?: readonly ChartRun[];
}

/** A picture before it is drawn. */
export interface Picture {
  readonly instrument: string;
  readonly scene: Scene;
  /** The span shown, and how true the picture is. */
  readonly caption: string;
  /** Why panes are empty; null for those that are not. */
  readonly notes: Readonly<Record<PaneName, string | null>>;
}

/** A picture that stands still may take its time. */
const MOST_ROWS = 2 ** 21;

const NO_FAILURES = { candles: null, obi: null, cvd: null };

/**
 * Reads what a picture shows; null where the source holds nothing of the instrument in the range.
 * @throws RangeError where there are more than two runs, columns of fills differ in length or are not in time order;
 * whatever the source throws.
 */
export async function readPicture(source: SeriesSource, request: PictureRequest): Promise<Picture | null> {
  const { instrument, windowSeconds, pixels, range = {} } = request;
  let wake: () => void = () => undefined;
  const onChange = () => wake();
  const data = new ChartData({ source, instrument, windowSeconds, gapMs: null }, onChange, MOST_ROWS);
  const known = request.span ?? (await data.loadOverview(pixels));
  throwFailure(data);
  const span = known && (await spanInRange(source, known, request));
  const view = span && viewOf(span, range, 1000 * windowSeconds);
  if (span === null || view === null) return null;
  data.setData(span);
  data.want(view, pixels, false);
  while (!data.look(view, pixels).isSettled) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  throwFailure(data);
  return pictureOf(cut(data.look(view, pixels), view), { view, span, request });
}

/** With the trades behind the last snapshot, as far as the range goes on. */
async function spanInRange(source: SeriesSource, span: TimeSpan, { instrument, range }: PictureRequest) {
  const { end } = await spanWithTrades(source, instrument, span);
  return { ...span, end: Math.max(span.end, Math.min(end, range?.end ?? end)) };
}

function cut({ bars, obi, cvd, ...rest }: Drawable, { end }: Viewport): Drawable {
  return {
    ...rest,
    bars: bars && barsBefore(bars, end),
    obi: obi && lineBefore(obi, end),
    cvd: cvd && lineBefore(cvd, end),
  };
}

function pictureOf(
  drawable: Drawable,
  { view, span, request }: { readonly view: Viewport; readonly span: TimeSpan; readonly request: PictureRequest },
): Picture {
  const { bars, obi, cvd, accuracy } = drawable;
  const notes = ALL_PANES.map((pane) => [pane, paneNote(pane, { bars, obi, cvd, failures: NO_FAILURES })] as const);
  const badge = badgeText(obi ?? cvd, view, request.pixels, accuracy);
  return {
    instrument: request.instrument,
    scene: sceneOf(drawable, view, request),
    caption: `${formatMoment(view.start)} to ${formatMoment(Math.min(view.end, span.end))} \u00b7 ${badge}`,
    notes: Object.fromEntries(notes) as Record<PaneName, string | null>,
  };
}

function sceneOf({ bars, obi, cvd }: Drawable, view: Viewport, request: PictureRequest): Scene {
  const { theme, thresholds = [], alerts = [] } = request;
  return {
    view,
    bars,
    obi,
    cvd: drawnCvd({ bars, cvd }),
    equity: layerOf(request, view),
    palette: PALETTES[theme],
    decimals: bars === null ? 0 : priceDecimals(bars),
    thresholds,
    alerts,
    cvdAs: 'line',
    isObiFixed: false,
    shades: [],
    markers: [],
    fixedRanges: {},
  };
}

function layerOf({ runs = [] }: PictureRequest, { end }: Viewport): RunLayer | null {
  if (runs.length === 0) return null;
  return makeRunLayer(runs.map((run) => ({ ...run, equity: equityBefore(run.equity, end) })));
}

/** The part of the range that holds data, with a little space at the right unless it ends before the data. */
function viewOf(span: TimeSpan, { start, end }: Partial<TimeSpan>, windowMs: number): Viewport | null {
  const whole = lastBars(span, windowMs, Number.POSITIVE_INFINITY);
  const view = {
    start: start === undefined || start < span.start ? whole.start : start,
    end: end === undefined || end > span.end ? whole.end : end,
  };
  return view.start < Math.min(view.end, span.end) ? view : null;
}

function throwFailure({ failures }: ChartData): void {
  const failure = failures.candles ?? failures.obi ?? failures.cvd;
  if (failure !== null) throw failure;
}
