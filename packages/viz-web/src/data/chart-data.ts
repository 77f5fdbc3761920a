import type { BucketSeries, LineSeries, RowSeries, TimeRange } from '@orderflow/core';
import { type Accuracy, leastAccurate } from '../model/accuracy.ts';
import { pixelsForWindow } from '../model/bar-window.ts';
import { type Bars, barsOf, barsWithin } from '../model/bars.ts';
import { type Line, lineOf, lineWithin, repeatsOf, rowsBetween } from '../model/line.ts';
import type { TimeSpan, Viewport } from '../model/viewport.ts';
import { covers, type Held } from './answer-store.ts';
import { type Plan, pixelsOfPlan, planBars, planLine } from './plan.ts';
import { type FeedParts, SeriesFeed } from './series-feed.ts';
import type { SeriesSource } from './series-source.ts';

/** So many rows of a line are read as they are: drawing them takes a millisecond or two. */
const MOST_ROWS = 2 ** 17;
/** Answers that come so soon one after the other are drawn at once. */
const TOGETHER_MS = 30;

/** What is read, and how. */
export interface DataSettings {
  readonly source: SeriesSource;
  readonly instrument: string;
  readonly windowSeconds: number;
  /** A silence that is a gap; null: ten times the usual. */
  readonly gapMs: number | null;
}

/** What there is to draw of a view. */
export interface Drawable {
  readonly bars: Bars | null;
  readonly obi: Line | null;
  readonly cvd: Line | null;
  readonly accuracy: Accuracy;
  /** Whether nothing more is to come: each series is as true as can be, or could not be read. */
  readonly isSettled: boolean;
}

/** Reads the series of a chart. */
export class ChartData {
  readonly #mostRows: number;
  readonly #onChange: () => void;
  #changeTimer: ReturnType<typeof setTimeout> | undefined;
  #settings: DataSettings;
  readonly #bars: SeriesFeed<Bars>;
  readonly #obi: SeriesFeed<Line>;
  readonly #cvd: SeriesFeed<Line>;
  readonly #barsDrawn = lastOnly(barsWithin);
  readonly #obiDrawn = lastOnly(lineNear);
  readonly #cvdDrawn = lastOnly(lineNear);

  constructor(settings: DataSettings, onChange: () => void, mostRows = MOST_ROWS) {
    this.#settings = settings;
    this.#mostRows = mostRows;
    this.#onChange = onChange;
    this.#bars = new SeriesFeed({
      plan: (view, pixels) => planBars(view, pixels, this.#settings.windowSeconds),
      ask: (plan, pixels, signal) => this.#askBars(plan, pixels, signal),
      mostRows,
      onChange: () => this.#onAnswer(),
    });
    this.#obi = this.#lineFeed('obi');
    this.#cvd = this.#lineFeed('cvd');
  }

  /** What failed, by series. */
  get failures(): Readonly<Record<'candles' | 'obi' | 'cvd', unknown>> {
    return { candles: this.#bars.failure, obi: this.#obi.failure, cvd: this.#cvd.failure };
  }

  /** Changes what is read, and forgets what was. */
  reset(settings: DataSettings): void {
    this.#settings = settings;
    clearTimeout(this.#changeTimer);
    for (const feed of this.#feeds) feed.reset();
  }

  /** Changes the length of bars. */
  async setWindow(windowSeconds: number, pixels: number): Promise<void> {
    this.#settings = { ...this.#settings, windowSeconds };
    this.#bars.reset();
    await this.#bars.loadOverview(pixels);
  }

  /** Says where data can be. */
  setData(data: TimeSpan): void {
    for (const feed of this.#feeds) feed.setData(data);
    // Trades may go on behind the last snapshot.
    this.#bars.setData({ ...data, end: Number.POSITIVE_INFINITY });
  }

  /** Reads an overview of all time, and gives the span of the data; null where there are none. */
  async loadOverview(pixels: number): Promise<TimeSpan | null> {
    await Promise.all(this.#feeds.map((feed) => feed.loadOverview(pixels)));
    const spans = [spanOfBars(this.#bars.overview), spanOfLine(this.#obi.overview), spanOfLine(this.#cvd.overview)];
    const known = spans.filter((span) => span !== null);
    if (known.length === 0) return null;
    return { start: Math.min(...known.map(({ start }) => start)), end: Math.max(...known.map(({ end }) => end)) };
  }

  /** Whether a view has too many rows to read them all, as far as is known. */
  isCrowded(view: Viewport, pixels: number): boolean {
    return this.#obi.isCrowded(view, pixels);
  }

  /** Asks for what a view needs. */
  want(view: Viewport, pixels: number, isMoving: boolean): void {
    for (const feed of this.#feeds) feed.want(view, pixels, isMoving);
  }

  /** What there is to draw of a view now. */
  look(view: Viewport, pixels: number): Drawable {
    const bars = this.#bars.look(view, pixels);
    const obi = this.#obi.look(view, pixels);
    const cvd = this.#cvd.look(view, pixels);
    const near = widened(view, bars?.held.answer.windowMs ?? 0);
    const looks = [bars, obi, cvd];
    return {
      bars: bars === null ? null : this.#barsDrawn(bars.held, this.#bars.overview, near),
      obi: obi === null ? null : this.#obiDrawn(obi.held, this.#obi.overview, near),
      cvd: cvd === null ? null : this.#cvdDrawn(cvd.held, this.#cvd.overview, near),
      accuracy: leastAccurate(looks.map((look) => look?.accuracy ?? 'preview')),
      isSettled: this.#feeds.every((feed, index) => feed.failure !== null || looks[index]?.isLast),
    };
  }

  get #feeds(): readonly (SeriesFeed<Bars> | SeriesFeed<Line>)[] {
    return [this.#bars, this.#obi, this.#cvd];
  }

  #onAnswer(): void {
    clearTimeout(this.#changeTimer);
    if (this.#feeds.some(({ isWaiting }) => isWaiting)) this.#changeTimer = setTimeout(this.#onChange, TOGETHER_MS);
    else this.#onChange();
  }

  #lineFeed(series: LineSeries): SeriesFeed<Line> {
    return new SeriesFeed({
      plan: planLine,
      ask: (...request) => this.#askLine(series, ...request),
      rowsIn: rowsBetween,
      mostRows: this.#mostRows,
      onChange: () => this.#onAnswer(),
    });
  }

  async #askLine(
    series: LineSeries,
    ...[plan, pixels, signal, isCrowded]: Parameters<FeedParts<Line>['ask']>
  ): Promise<Held<Line>> {
    const { source, instrument, gapMs } = this.#settings;
    const enough = plan === null ? Math.ceil(pixels) : Math.max(pixels, pixelsOfPlan(plan));
    const query = { instrument, series, pixels: enough, ...(plan !== null && { range: rangeOf(plan) }) };
    const foldMs = plan?.isExact && isCrowded ? { foldMs: plan.stepMs } : {};
    const answer = await source.readSeries({ ...query, ...foldMs }, { signal });
    const isRows = answer.kind === 'rows';
    const isRough = !isRows && !!plan?.isExact && plan.stepMs % answer.bucketMs !== 0;
    const isFolded = !!plan?.isExact && !isRough && !(isRows && answer.values.length <= this.#mostRows);
    const kept = { ...planOf(answer, isRows ? 1 : answer.bucketMs, plan), isWhole: isRows && !isFolded, isRough };
    if (!isFolded) return { ...kept, answer: lineOf(answer, gapMs) };
    const drawn = await byHalfPixels(answer, plan.stepMs);
    return { ...kept, answer: lineOf(drawn, gapMs, repeatsOf(drawn.timestamps, plan)) };
  }

  async #askBars(plan: Plan | null, pixels: number, signal: AbortSignal): Promise<Held<Bars>> {
    const { source, instrument } = this.#settings;
    const windowSeconds = plan === null ? this.#settings.windowSeconds : plan.stepMs / 1000;
    const enough = plan === null ? Math.ceil(pixels) : pixelsForWindow(windowSeconds, plan.end - plan.start);
    const query = { instrument, series: 'candles', windowSeconds, pixels: enough } as const;
    const answer = await source.readSeries(plan === null ? query : { ...query, range: rangeOf(plan) }, { signal });
    return { ...planOf(answer, 1000 * answer.windowSeconds, plan), answer: barsOf(answer), isWhole: false };
  }
}

/** An answer on whole half pixels with one bucket each. Few sources leave that to a chart, and the code to a chunk. */
async function byHalfPixels(answer: RowSeries | BucketSeries, stepMs: number): Promise<BucketSeries> {
  if (answer.kind === 'buckets' && answer.bucketMs === stepMs) return answer;
  return (await import('./half-pixels.ts')).foldedByHalfPixels(answer, stepMs);
}

/** What an answer is good for: what was asked, unless it is all there is, or coarser. */
function planOf(
  { start, end }: TimeSpan,
  stepMs: number,
  asked: Plan | null,
): Pick<Held<unknown>, 'plan' | 'isFinest'> {
  const isFinest = asked !== null && stepMs > asked.stepMs;
  if (asked === null) return { plan: { start, end, stepMs }, isFinest };
  if (!isFinest) return { plan: asked, isFinest };
  return { plan: { start: Math.min(start, asked.start), end: Math.max(end, asked.end), stepMs }, isFinest };
}

function rangeOf({ start, end }: TimeSpan): TimeRange {
  return { start: { timestamp: start, nanoseconds: 0 }, end: { timestamp: end, nanoseconds: 0 } };
}

function spanOfLine(held: Held<Line> | null): TimeSpan | null {
  const times = held?.answer.times ?? [];
  if (held === null || times.length === 0) return null;
  return { start: times[0]!, end: times[times.length - 1]! + held.plan.stepMs };
}

function spanOfBars(held: Held<Bars> | null): TimeSpan | null {
  const run = held?.answer.runs[0];
  if (run === undefined || run.bars.count === 0) return null;
  return { start: run.bars.timestamps[0]!, end: run.bars.timestamps[run.bars.count - 1]! + run.windowMs };
}

/** A view with what is drawn into it from beside it: a bar, and a stretch of a line's middle. */
function widened({ start, end }: TimeSpan, windowMs: number): TimeSpan {
  const room = Math.max(windowMs, (end - start) / 50);
  return { start: start - room, end: end + room };
}

/** A line alone where it reaches beyond the view, else with what another has around it: copying that takes time. */
function lineNear(detail: Line, span: TimeSpan, rough: Line, isInside: boolean): Line {
  return isInside ? { ...detail, last: rough.last } : lineWithin(detail, span, rough);
}

/** Joins an answer with the overview, and remembers the last result: a frame that changes nothing copies nothing. */
function lastOnly<Answer>(join: (detail: Answer, span: TimeSpan, rough: Answer, isInside: boolean) => Answer) {
  let last: [held: Held<Answer>, overview: Held<Answer> | null, isInside: boolean, joined: Answer] | null = null;
  return (held: Held<Answer>, overview: Held<Answer> | null, near: TimeSpan): Answer => {
    const isInside = covers(held.plan, near, null);
    if (last?.[0] === held && last[1] === overview && last[2] === isInside) return last[3];
    const isAlone = overview === null || held === overview;
    const joined = isAlone ? held.answer : join(held.answer, held.plan, overview.answer, isInside);
    last = [held, overview, isInside, joined];
    return joined;
  };
}
